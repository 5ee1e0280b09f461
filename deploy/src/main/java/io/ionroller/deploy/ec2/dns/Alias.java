package io.ionroller.deploy.ec2.dns;

import java.util.Locale;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/**
 * A record that leads to something else's name, such as a load balancer's.
 *
 * @param name of the record
 * @param target the name that it leads to, in lower case, without {@code dualstack.} and the dot at its end
 * @param weight in words; a record without one has all
 */
public record Alias(String name, String target, String weight) {

    static boolean is(ResourceRecordSet set) {
        return set.aliasTarget() != null;
    }

    static Alias of(ResourceRecordSet set) {
        String weight = set.weight() == null ? "all" : set.weight().toString();
        return new Alias(set.name(), target(set), weight);
    }

    static String target(ResourceRecordSet set) {
        String name = set.aliasTarget().dnsName().toLowerCase(Locale.ROOT);
        String plain = name.startsWith("dualstack.") ? name.substring("dualstack.".length()) : name;
        return plain.endsWith(".") ? plain.substring(0, plain.length() - 1) : plain;
    }

    @Override
    public String toString() {
        return name + " with weight " + weight;
    }
}
