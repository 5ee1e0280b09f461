package io.ionroller.deploy.ec2.template;

import io.ionroller.engine.model.EnvironmentId;

/**
 * The names of an environment's resources. They follow from the installation and the environment alone, so that a repeated
 * attempt finds what an earlier one made. A readable part for people and a hash that tells apart what would read alike; the
 * way back from a resource to its environment is by its tags ({@link OwnerTags}), never by its name.
 *
 * @param launchTemplate 3 to 128 characters of {@code [a-z0-9-]} (AWS: 128 of {@code [a-zA-Z0-9().-/_]})
 * @param targetGroup at most 32 characters of {@code [a-z0-9-]}, no hyphen first or last, not beginning with
 *     {@code internal-} (AWS: unique per region and account)
 * @param autoScalingGroup at most 255 characters (AWS: printable ASCII without colons)
 */
public record ResourceNames(String launchTemplate, String targetGroup, String autoScalingGroup) {

    private static final int MOST_TARGET_GROUP = 32;
    private static final int MOST_LAUNCH_TEMPLATE = 128;
    /** 40 bits, and only names whose readable parts are alike need them: a clash is not to be expected in any account. */
    private static final int HASH_DIGITS = 10;

    private static final String RESERVED = "internal-";

    /** The names for one environment. */
    public static ResourceNames of(Installation installation, EnvironmentId environment) {
        String hash = installation.digest(environment).substring(0, HASH_DIGITS);
        String end = "-" + environment.release() + "-" + hash;
        String service = environment.service().value();
        // 31 + 1 + 63 + 1 + 19 + 1 + 10 characters at the most, which is less than 128.
        String full = cut(installation.name() + "-" + service, MOST_LAUNCH_TEMPLATE - end.length()) + end;
        return new ResourceNames(full, targetGroup(service, end), full);
    }

    /** Of the environment's own balancer, where it has one. AWS has the same rules for it as for target groups. */
    public String loadBalancer() {
        return targetGroup;
    }

    private static String targetGroup(String service, String end) {
        String readable = service.replaceAll("-{2,}", "-") + '-';
        if (readable.startsWith(RESERVED)) {
            readable = "in-" + readable.substring(RESERVED.length());
        }
        return cut(readable.substring(0, readable.length() - 1), MOST_TARGET_GROUP - end.length()) + end;
    }

    private static String cut(String text, int most) {
        String shorter = text.length() <= most ? text : text.substring(0, most);
        return shorter.replaceAll("-+$", "");
    }
}
