package io.ionroller.deploy.ec2.settings;

import io.ionroller.deploy.settings.SettingsReader;
import java.util.regex.Pattern;

/**
 * Weighted alias records of Route 53, one per environment. Slow by nature: a change takes up to a minute to reach all name
 * servers, resolvers keep an alias to a balancer for 60 s more (Route 53 sets that time itself), and some clients longer.
 *
 * @param zoneId the hosted zone, such as {@code Z0123456789ABCDEFGHIJ}
 * @param name the record, without a dot at its end
 * @param evaluateTargetHealth whether a record counts as absent when its target is unhealthy
 */
public record Dns(String zoneId, String name, boolean evaluateTargetHealth) {

    private static final Pattern ZONE = Pattern.compile("Z[A-Z0-9]{1,31}");
    private static final Pattern NAME = Pattern.compile(
            "(?=.{1,253}$)(\\*\\.)?([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?\\.)+[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
    private static final String WANTED_ZONE = "the id of a hosted zone such as Z0123456789ABCDEFGHIJ";
    private static final String WANTED_NAME = "a domain name in lower case such as cart.example.org";

    public Dns {
        Shapes.need("zone_id", zoneId, ZONE, WANTED_ZONE);
        Shapes.need("name", name, NAME, WANTED_NAME);
    }

    static Dns read(SettingsReader reader) {
        return new Dns(
                reader.required("zone_id", reader.text("zone_id", ZONE, WANTED_ZONE), WANTED_ZONE, "Z0"),
                reader.required("name", reader.text("name", NAME, WANTED_NAME), WANTED_NAME, "none.invalid"),
                reader.flag("evaluate_target_health").orElse(false));
    }
}
