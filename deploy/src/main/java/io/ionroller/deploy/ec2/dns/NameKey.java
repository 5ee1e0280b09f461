package io.ionroller.deploy.ec2.dns;

import io.ionroller.deploy.ec2.settings.Dns;

/**
 * A name in a hosted zone.
 *
 * @param zone id of the hosted zone
 * @param name in lower case, with a dot at its end
 */
public record NameKey(String zone, String name) {

    /** The name that settings say. */
    public static NameKey of(Dns dns) {
        return new NameKey(dns.zoneId(), dns.name() + '.');
    }

    /** Whether Route 53 means this name; it writes {@code *} as {@code \052}. */
    public boolean is(String written) {
        return written.replace("\\052", "*").equalsIgnoreCase(name);
    }

    @Override
    public String toString() {
        return name.substring(0, name.length() - 1) + " in " + zone;
    }
}
