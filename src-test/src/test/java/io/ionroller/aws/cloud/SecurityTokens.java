package io.ionroller.aws.cloud;

import io.ionroller.aws.protocol.Refusal;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.AssumedRoleUser;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityRequest;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/** STS. Rules: docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html. */
public final class SecurityTokens {

    private static final Pattern ROLE = Pattern.compile("arn:aws:iam::(\\d{12}):role/(.+)");
    private static final int USUAL_SESSION = 3600;

    private SecurityTokens() {}

    public static Actions actions() {
        return new Actions()
                .on(AssumeRoleRequest.class, SecurityTokens::assumeRole)
                .on(
                        GetCallerIdentityRequest.class,
                        (call, _) -> GetCallerIdentityResponse.builder()
                                .account(call.caller().accountId())
                                .arn(call.caller().arn())
                                .userId(call.caller().userId())
                                .build());
    }

    private static AssumeRoleResponse assumeRole(Call call, AssumeRoleRequest request) {
        Refusal denied = new Refusal(
                "AccessDenied",
                "User: " + call.caller().arn() + " is not authorized to perform: sts:AssumeRole on resource: "
                        + request.roleArn(),
                403);
        Matcher arn = ROLE.matcher(request.roleArn());
        if (!arn.matches()) {
            throw denied;
        }
        String name = arn.group(2);
        Identities identities =
                call.cloud().knownAccount(arn.group(1)).map(Account::identities).orElseThrow(() -> denied);
        Identities.Trust trust = identities.trusts.get(name).orElseThrow(() -> denied);
        // Source: "How to use external ID" of the IAM guide: a trust policy without the condition ignores the id.
        boolean knowsTheId =
                trust.externalId().isEmpty() || trust.externalId().equals(Optional.ofNullable(request.externalId()));
        boolean trusted = trust.trusted().contains("*")
                || trust.trusted().contains(call.caller().accountId());
        if (!knowsTheId || !trusted) {
            throw denied;
        }
        int seconds = request.durationSeconds() == null ? USUAL_SESSION : request.durationSeconds();
        boolean chained = call.caller().sessionToken().isPresent();
        if (seconds > trust.longest() || (chained && seconds > USUAL_SESSION)) {
            throw new Refusal(
                    "ValidationError",
                    chained
                            ? "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining"
                            : "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
        }
        return session(call, request, arn.group(1), name, seconds);
    }

    private static AssumeRoleResponse session(
            Call call, AssumeRoleRequest request, String account, String role, int seconds) {
        Ids ids = call.cloud().ids();
        String key = ids.upper("ASIA", 20);
        String token = ids.hex(200);
        Instant expiry = call.now().plusSeconds(seconds);
        String arn = "arn:aws:sts::" + account + ":assumed-role/" + role.substring(role.lastIndexOf('/') + 1) + "/"
                + request.roleSessionName();
        String id = ids.upper("AROA", 20) + ":" + request.roleSessionName();
        call.cloud().admit(key, new Principal(account, arn, id, Optional.of(token), Optional.of(expiry)));
        return AssumeRoleResponse.builder()
                .credentials(Credentials.builder()
                        .accessKeyId(key)
                        .secretAccessKey(ids.hex(40))
                        .sessionToken(token)
                        .expiration(expiry)
                        .build())
                .assumedRoleUser(
                        AssumedRoleUser.builder().arn(arn).assumedRoleId(id).build())
                .build();
    }
}
