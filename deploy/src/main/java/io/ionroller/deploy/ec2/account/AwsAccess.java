package io.ionroller.deploy.ec2.account;

import io.ionroller.deploy.ec2.settings.Ec2Settings;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whose resources are used, and where.
 *
 * @param roleArn role to assume; absent for the engine's own credentials
 * @param externalId what the role's trust policy asks for, if anything
 * @param region such as {@code eu-west-1}
 */
public record AwsAccess(Optional<String> roleArn, Optional<String> externalId, String region) {

    private static final Pattern ACCOUNT = Pattern.compile("arn:[^:]+:iam::(\\d{12}):role/.+");

    /** Whose resources settings speak of, and where. */
    public static AwsAccess of(Ec2Settings settings) {
        return new AwsAccess(
                settings.account().map(account -> account.role().toString()),
                settings.account().flatMap(account -> account.externalId()),
                settings.network().region());
    }

    /** The account's number as the role tells it; {@code own} for the engine's own. */
    public String account() {
        return roleArn.map(ACCOUNT::matcher)
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(1))
                .orElse("own");
    }
}
