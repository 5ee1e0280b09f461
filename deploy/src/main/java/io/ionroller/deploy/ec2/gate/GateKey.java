package io.ionroller.deploy.ec2.gate;

import java.util.regex.Pattern;

/**
 * Which of AWS's buckets a call is counted in.
 *
 * @param account the number of the AWS account, or the name under which an endpoint of one's own knows it
 * @param region such as {@code eu-west-1}
 */
public record GateKey(String account, String region, ApiFamily family) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    public GateKey {
        check("account", account);
        check("region", region);
    }

    private static void check(String field, String value) {
        if (!NAME.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    field + ": got \"" + value + "\", wanted 1 to 64 letters, digits, dots, hyphens or underscores");
        }
    }

    /** {@code account/region/family}; also the name of the budget in the cluster. */
    public String text() {
        return account + "/" + region + "/" + family.label();
    }

    /**
     * The key with this text.
     *
     * @throws IllegalArgumentException if it is none
     */
    static GateKey parse(String text) {
        String[] parts = text.split("/", -1);
        for (ApiFamily family : ApiFamily.values()) {
            if (parts.length == 3 && family.label().equals(parts[2])) {
                return new GateKey(parts[0], parts[1], family);
            }
        }
        throw new IllegalArgumentException("got \"" + text + "\", wanted account/region/family");
    }

    @Override
    public String toString() {
        return text();
    }
}
