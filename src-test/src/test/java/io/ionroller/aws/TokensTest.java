package io.ionroller.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.services.sts.model.Credentials;

/** Who calls: access keys, assumed roles, accounts and regions. */
final class TokensTest extends AwsTest {

    private final SeededAccount other = endpoint.seed("222222222222", REGION);

    private Credentials assume(int seconds) {
        return aws.sts()
                .assumeRole(request -> request.roleArn(other.roleArn())
                        .externalId(other.externalId())
                        .roleSessionName("test")
                        .durationSeconds(seconds))
                .join()
                .credentials();
    }

    private Clients assumed(int seconds) {
        Credentials credentials = assume(seconds);
        return aws.with(AwsSessionCredentials.create(
                credentials.accessKeyId(), credentials.secretAccessKey(), credentials.sessionToken()));
    }

    @Test
    void knowsTheCaller() {
        assertThat(aws.sts().getCallerIdentity().join().account()).isEqualTo(ACCOUNT);
    }

    @Test
    void givesCredentialsOfAnotherAccount() {
        Clients theirs = assumed(900);
        assertThat(theirs.sts().getCallerIdentity().join().arn())
                .isEqualTo("arn:aws:sts::222222222222:assumed-role/deployer/test");
        assertThat(theirs.ec2().describeVpcs().join().vpcs())
                .singleElement()
                .satisfies(vpc -> assertThat(vpc.vpcId()).isEqualTo(other.vpc()));
    }

    @Test
    void endsASessionWhenItsTimeIsOver() {
        Clients theirs = assumed(900);
        assertThat(assume(900).expiration()).isEqualTo(Instant.parse("2026-01-01T00:15:00Z"));
        advance(900);
        assertThat(code(theirs.balancing().describeLoadBalancers())).isEqualTo("ExpiredToken");
        assertThat(code(theirs.ec2().describeVpcs())).isEqualTo("RequestExpired");
        assertThat(code(theirs.parameters().getParameter(request -> request.name("/x"))))
                .isEqualTo("ExpiredTokenException");
    }

    @Test
    void refusesTheWrongExternalId() {
        assertThat(code(aws.sts()
                        .assumeRole(request -> request.roleArn(other.roleArn())
                                .externalId("guessed")
                                .roleSessionName("test"))))
                .isEqualTo("AccessDenied");
    }

    @Test
    void refusesSessionsLongerThanTheRoleAllows() {
        assertThat(code(aws.sts()
                        .assumeRole(request -> request.roleArn(other.roleArn())
                                .externalId(other.externalId())
                                .roleSessionName("test")
                                .durationSeconds(7200))))
                .isEqualTo("ValidationError");
    }

    @Test
    void refusesAnUnknownKeyInEachProtocolsWords() {
        Clients stranger = aws.with(AwsBasicCredentials.create("AKIAXXXXXXXXXXXXXXXX", "x"));
        assertThat(code(stranger.sts().getCallerIdentity())).isEqualTo("InvalidClientTokenId");
        assertThat(code(stranger.ec2().describeVpcs())).isEqualTo("AuthFailure");
        assertThat(code(stranger.dns().listHostedZonesByName())).isEqualTo("InvalidClientTokenId");
        assertThat(code(stranger.parameters().getParameter(request -> request.name("/x"))))
                .isEqualTo("UnrecognizedClientException");
    }

    @Test
    void keepsRegionsApart() {
        assertThat(aws.in("us-east-2").ec2().describeVpcs().join().vpcs()).isEmpty();
        assertThat(aws.ec2().describeVpcs().join().vpcs()).hasSize(1);
    }
}
