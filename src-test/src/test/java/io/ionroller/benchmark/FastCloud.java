package io.ionroller.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.ionroller.api.app.Server;
import io.ionroller.api.app.ServerSettings;
import io.ionroller.api.cli.client.ApiClient;
import io.ionroller.api.cli.client.Change;
import io.ionroller.api.cli.client.Patience;
import io.ionroller.api.cli.client.ServerAddress;
import io.ionroller.api.cli.client.Target;
import io.ionroller.aws.AwsEndpoint;
import io.ionroller.aws.SeededAccount;
import io.ionroller.aws.cloud.CloudTime;
import io.ionroller.aws.cloud.Pace;
import io.ionroller.engine.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A server on SQLite with the platform {@code ec2}, and an AWS endpoint. Both clocks run some times faster: the endpoint's by its own
 * factor, the server's because all its intervals are as many times shorter. So as many calls are made as in real time.
 */
final class FastCloud implements AutoCloseable {

    /** Between two looks at something awaited or used, on AWS's clock; what {@code reference.conf} says. */
    static final Duration INTERVAL = Duration.ofSeconds(5);

    static final String ACCOUNT = "111111111111";
    static final String REGION = "eu-west-1";

    private final double factor;
    private final AwsEndpoint aws;
    private final SeededAccount account;
    private final Server server;
    private final ApiClient api;

    FastCloud(double factor) throws IOException {
        this.factor = factor;
        aws = AwsEndpoint.start(new AwsEndpoint.Options(0, CloudTime.scaled(factor), Pace.USUAL, 1));
        account = aws.seed(ACCOUNT, REGION);
        System.setProperty("aws.accessKeyId", account.accessKey());
        System.setProperty("aws.secretAccessKey", account.secretKey());
        Path data = Files.createTempDirectory("ionroller-aws-calls-");
        server = Server.start(new ServerSettings("127.0.0.1", 0, data), UnaryOperator.identity(), config());
        server.awaitReady();
        api = new ApiClient(new ServerAddress(server.address(), "benchmark"), Patience.standard());
    }

    private Config config() {
        Config standard = ConfigFactory.load();
        Map<String, Object> changed = new HashMap<>();
        for (String key : List.of(
                "engine.observe-interval",
                "engine.watch-interval",
                "engine.calm-watch-interval",
                "ec2.observe-interval",
                "ec2.watch-freshness",
                "ec2.calm-freshness",
                "ec2.gate.readings.window",
                "ec2.gate.readings.proof-window")) {
            long nanos = standard.getDuration("ionroller." + key).toNanos();
            changed.put("ionroller." + key, Math.round(nanos / factor) + " ns");
        }
        changed.put("ionroller.engine.calm-watches-per-second", (int)
                (standard.getInt("ionroller.engine.calm-watches-per-second") * factor));
        for (String family : List.of("elb-read", "elb-write", "auto-scaling", "ec2", "ecr", "ssm")) {
            changed.put("ionroller.ec2.gate.families." + family + ".capacity", 100_000);
            changed.put("ionroller.ec2.gate.families." + family + ".per-second", 100_000);
        }
        changed.put("ionroller.ec2.endpoint", aws.endpoint().toString());
        return ConfigFactory.parseMap(changed).withFallback(standard);
    }

    AwsEndpoint aws() {
        return aws;
    }

    SeededAccount account() {
        return account;
    }

    /** How long it takes on this machine. */
    String real(Duration onAws) {
        return Math.round(onAws.toMillis() / factor) + "ms";
    }

    /** Makes a version's image. */
    void image(String version) {
        aws.seed(ACCOUNT, REGION, seeds -> seeds.containerImage(account.repository(), List.of(version)));
    }

    /** The least that a service's platform says. */
    Map<String, Object> platform(int instances, Map<String, Object> balancer) {
        Map<String, Object> platform = new HashMap<>();
        platform.put("type", "ec2");
        platform.put("region", REGION);
        platform.put("vpc", account.vpc());
        platform.put("subnets", account.subnets());
        platform.put("security_groups", List.of(account.securityGroup()));
        platform.put("instance_type", "t3.small");
        platform.put("ami", "ssm:" + account.amiParameter());
        platform.put("instance_profile", account.instanceProfile());
        platform.put("capacity", Map.of("min", 1, "desired", instances, "max", 10));
        platform.put("image", ACCOUNT + ".dkr.ecr." + REGION + ".amazonaws.com/" + account.repository());
        platform.put("registry_auth", "ecr");
        platform.put("port_mappings", List.of(Map.of("host", 80, "container", 8080)));
        platform.put("load_balancer", balancer);
        return platform;
    }

    void put(String service, Map<String, Object> configuration) {
        change("PUT", Target.of("services", service, "config"), configuration);
    }

    /** Asks for something of a service and answers the release that carries it out, or 0. */
    long post(String service, String what, Map<String, Object> body) {
        return change("POST", Target.of("services", service, what), body)
                .path("release")
                .asLong();
    }

    private JsonNode change(String method, Target target, Map<String, Object> body) {
        byte[] json = Json.mapper().valueToTree(body).toString().getBytes(StandardCharsets.UTF_8);
        return api.change(Change.of(method, target, json, "benchmark"));
    }

    /** Waits until a release has completed and answers what became of it. */
    JsonNode completed(String service, long release) throws InterruptedException {
        Target target = Target.of("services", service, "releases", Long.toString(release));
        for (JsonNode view = api.get(target); ; view = api.get(target)) {
            if (view.path("ended").asBoolean()) {
                if (!view.path("phase").asText().equals("completed")) {
                    throw new IllegalStateException(service + ": " + view);
                }
                return view;
            }
            Thread.sleep(20);
        }
    }

    @Override
    public void close() {
        api.close();
        server.close();
        aws.close();
    }
}
