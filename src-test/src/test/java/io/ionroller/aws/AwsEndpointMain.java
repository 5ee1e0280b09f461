package io.ionroller.aws;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.ionroller.aws.cloud.CloudTime;
import io.ionroller.aws.cloud.Pace;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** The endpoint as a process: {@code src-test/aws-endpoint} starts it, a signal ends it. */
final class AwsEndpointMain {

    private static final String USAGE =
            "usage: aws-endpoint [--port N] [--scenario FILE] [--speed FACTOR] [--account ID] [--region NAME]"
                    + " [--settings FILE]";

    private AwsEndpointMain() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Map<String, String> options = new TreeMap<>(Map.of(
                "--port",
                "0",
                "--speed",
                "1",
                "--account",
                "123456789012",
                "--region",
                "eu-west-1",
                "--scenario",
                "",
                "--settings",
                ""));
        for (int index = 0; index < arguments.length; index += 2) {
            if (!options.containsKey(arguments[index]) || index + 1 == arguments.length) {
                System.err.println(USAGE);
                System.exit(1);
            }
            options.put(arguments[index], arguments[index + 1]);
        }
        CloudTime time = CloudTime.scaled(Double.parseDouble(options.get("--speed")));
        AwsEndpoint endpoint = AwsEndpoint.start(
                new AwsEndpoint.Options(Integer.parseInt(options.get("--port")), time, Pace.USUAL, 1));
        if (!options.get("--scenario").isEmpty()) {
            endpoint.scenario(new ObjectMapper()
                    .readTree(Path.of(options.get("--scenario")).toFile()));
        }
        SeededAccount account = endpoint.seed(options.get("--account"), options.get("--region"));
        String bucket = endpoint.seed(
                account.accountId(), account.region(), seeds -> seeds.lockedBucket("audit-log", Duration.ofDays(365)));
        print(endpoint, account);
        System.out.println("# bucket " + bucket + ", whose objects are locked for a year");
        if (!options.get("--settings").isEmpty()) {
            Path file = Path.of(options.get("--settings")).toAbsolutePath();
            new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(file.toFile(), account.platformSettings());
            System.out.println(
                    "# ./ionroller demo --platform ec2 --endpoint " + endpoint.endpoint() + " --settings " + file);
        }
        System.out.flush();
        Thread.currentThread().join();
    }

    private static void print(AwsEndpoint endpoint, SeededAccount account) {
        System.out.println("# eval this to let the AWS CLI and SDKs talk to this endpoint");
        System.out.println("export AWS_ENDPOINT_URL=" + endpoint.endpoint());
        System.out.println("export AWS_ACCESS_KEY_ID=" + account.accessKey());
        System.out.println("export AWS_SECRET_ACCESS_KEY=" + account.secretKey());
        System.out.println("export AWS_REGION=" + account.region());
        System.out.println("# what the account has");
        System.out.println("# vpc " + account.vpc() + ", subnets " + account.subnets() + ", security group "
                + account.securityGroup());
        System.out.println("# ami " + account.ami() + " in parameter " + account.amiParameter() + ", key "
                + account.keyName() + ", instance profile " + account.instanceProfile());
        System.out.println("# listener " + account.listenerArn());
        System.out.println("# role " + account.roleArn() + ", external id " + account.externalId());
        System.out.println("# image " + account.repository() + "@" + account.imageDigest());
        System.out.println("# scenario at " + endpoint.endpoint() + "/_scenario");
    }
}
