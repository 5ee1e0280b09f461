package io.ionroller.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

/** The scenario over HTTP, and what only a raw request can show. */
final class ControlApiTest extends AwsTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private HttpResponse<String> send(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(endpoint.endpoint() + path))
                .method(method, BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return HTTP.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private String authorization(String service) {
        return "AWS4-HMAC-SHA256 Credential=" + account.accessKey() + "/20260101/" + REGION + "/" + service
                + "/aws4_request, SignedHeaders=host, Signature=0";
    }

    @Test
    void tellsOfCallsAndResources() {
        template("shop");
        assertThat(send("GET", "/_scenario/calls?service=ec2&action=CreateLaunchTemplate", "")
                        .body())
                .contains("\"outcome\":\"OK\"");
        assertThat(send("GET", "/_scenario/resources", "").body()).contains("\"kind\":\"launch-template\"");
        send("DELETE", "/_scenario/calls", "");
        assertThat(endpoint.calls().all()).isEmpty();
    }

    @Test
    void takesFaultsAndForgetsThem() {
        send(
                "POST",
                "/_scenario/faults",
                "{\"quotas\":{\"vcpus\":4},\"faults\":[{\"service\":\"ec2\",\"fault\":\"throttled\"}],"
                        + "\"fates\":[{\"group\":\"x\",\"boot\":\"PT1M\"}],\"launchFailures\":[{\"group\":\"x\"}]}");
        assertThat(code(aws.ec2().describeVpcs())).isEqualTo("RequestLimitExceeded");
        assertThat(endpoint.weather().quotas().vcpus()).isEqualTo(4);
        send("DELETE", "/_scenario/faults", "");
        aws.ec2().describeVpcs().join();
        assertThat(send("POST", "/_scenario/faults", "{\"faults\":[{\"fault\":\"odd\"}]}")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void changesARuleFromOutside() {
        String blue = targetGroup("blue");
        String rule = rule(1, blue).ruleArn();
        send("POST", "/_scenario/weights", "{\"rule\":\"" + rule + "\",\"weights\":{\"" + blue + "\":7}}");
        assertThat(aws.balancing()
                        .describeRules(request -> request.ruleArns(rule))
                        .join()
                        .rules()
                        .getFirst()
                        .actions()
                        .getFirst()
                        .forwardConfig()
                        .targetGroups()
                        .getFirst()
                        .weight())
                .isEqualTo(7);
    }

    @Test
    void killsAnInstanceAndLetsTimePass() {
        group("shop", 1);
        send("POST", "/_scenario/advance", "{\"by\":\"PT10S\"}");
        String id = members("shop").getFirst().instanceId();
        send("POST", "/_scenario/kill", "{\"instance\":\"" + id + "\"}");
        assertThat(members("shop").getFirst().lifecycleStateAsString()).isEqualTo("Terminating");
    }

    @Test
    void refusesUnknownParameters() {
        HttpResponse<String> answer = send(
                "POST",
                "/",
                "Action=DescribeTargetGroups&Version=2015-12-01&Nmaes.member.1=blue",
                "Authorization",
                authorization("elasticloadbalancing"));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("<Code>ValidationError</Code>", "Nmaes", "<RequestId>");
        assertThat(endpoint.findings().requests()).hasSize(1);
    }

    @Test
    void refusesUnknownMembersOfJson() {
        HttpResponse<String> answer = send(
                "POST",
                "/",
                "{\"Name\":\"/x\",\"Nmae\":1}",
                "Authorization",
                authorization("ssm"),
                "X-Amz-Target",
                "AmazonSSM.GetParameter");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("ValidationException", "Nmae");
    }

    @Test
    void answersEc2sErrorsInEc2sForm() {
        HttpResponse<String> answer = send(
                "POST", "/", "Action=DescribeSpacecraft&Version=2016-11-15", "Authorization", authorization("ec2"));
        assertThat(answer.body())
                .startsWith("<Response><Errors><Error><Code>InvalidAction</Code>")
                .contains("<RequestID>");
    }

    @Test
    void refusesWhatIsNotSigned() {
        assertThat(send("POST", "/", "Action=DescribeVpcs").body()).contains("IncompleteSignature");
    }

    @Test
    void checksRequestsAgainstAwssModel() {
        assertThat(refusal(aws.autoScaling().setDesiredCapacity(request -> request.autoScalingGroupName("shop")))
                        .awsErrorDetails()
                        .errorMessage())
                .contains("'DesiredCapacity' failed to satisfy constraint: Member must not be null");
        assertThat(endpoint.findings().requests()).hasSize(1);
    }
}
