package io.ionroller.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.ionroller.aws.AwsEndpoint;
import io.ionroller.aws.SeededAccount;
import io.ionroller.aws.cloud.CloudTime;
import io.ionroller.aws.cloud.Pace;
import io.ionroller.deploy.ec2.Ec2Config;
import io.ionroller.deploy.ec2.Ec2Platform;
import io.ionroller.deploy.ec2.account.AwsAccess;
import io.ionroller.deploy.ec2.account.AwsAccounts;
import io.ionroller.deploy.ec2.account.AwsRegion;
import io.ionroller.deploy.ec2.gate.GateSettings;
import io.ionroller.deploy.ec2.gate.GateTime;
import io.ionroller.deploy.ec2.gate.Gates;
import io.ionroller.deploy.ec2.gate.TimerThread;
import io.ionroller.engine.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** An AWS endpoint with one account, and the platform that works in it. */
final class Ec2Ground implements AutoCloseable {

    private static final String ACCOUNT = "111111111111";
    private static final String REGION = "eu-west-1";

    /** A minute of the cloud passes in half a second. */
    private static final double FAST = 120;

    private final AwsEndpoint aws;
    private final SeededAccount account;
    private final TimerThread timer = new TimerThread(ForkJoinPool.commonPool());
    private final GateTime time;
    private String zone = "";
    private AwsAccounts accounts;
    private Ec2Platform platform;

    /** A cloud in a hurry, and an engine that looks often and knows no limits. */
    Ec2Ground() {
        this(new AwsEndpoint.Options(0, CloudTime.scaled(FAST), Pace.USUAL, 1));
    }

    Ec2Ground(AwsEndpoint.Options options) {
        this(options, false);
    }

    private Ec2Ground(AwsEndpoint.Options options, boolean cloudTime) {
        aws = AwsEndpoint.start(options);
        time = cloudTime ? new CloudGateTime(aws.time(), timer) : timer;
        account = aws.seed(ACCOUNT, REGION);
        accounts = connect();
        platform = new Ec2Platform(ec2(), accounts, InstantSource.system());
    }

    /** The same with an engine that lives by the cloud's clock, so that what it waits for passes as fast. */
    static Ec2Ground inCloudTime() {
        return new Ec2Ground(new AwsEndpoint.Options(0, CloudTime.scaled(FAST), Pace.USUAL, 1), true);
    }

    private record CloudGateTime(CloudTime cloud, GateTime timer) implements GateTime {

        @Override
        public Instant now() {
            return cloud.instant();
        }

        @Override
        public void after(Duration delay, Runnable task) {
            timer.after(delay, task);
        }
    }

    private static Config config() {
        return ConfigFactory.parseString("""
                ionroller.ec2 { observe-interval = 20ms, watch-freshness = 20ms, calm-freshness = 50ms }
                ionroller.ec2.console-interval = 50ms
                ionroller.ec2.gate.families {
                  elb-read { capacity = 10000, per-second = 10000 }
                  elb-write { capacity = 10000, per-second = 10000 }
                  auto-scaling { capacity = 10000, per-second = 10000 }
                  ec2 { capacity = 10000, per-second = 10000 }
                  route-53 { capacity = 10000, per-second = 10000 }
                  cloud-watch { capacity = 10000, per-second = 10000 }
                }
                """).withFallback(ConfigFactory.load());
    }

    private static Ec2Config ec2() {
        return Ec2Config.from(config());
    }

    private AwsAccounts connect() {
        return connect(config());
    }

    private AwsAccounts connect(Config config) {
        return new AwsAccounts(
                Optional.of(aws.endpoint()),
                ec2().answerTimeout(),
                Gates.alone(GateSettings.from(config.getConfig("ionroller.ec2.gate")), time),
                () -> true,
                StaticCredentialsProvider.create(AwsBasicCredentials.create(account.accessKey(), account.secretKey())));
    }

    /** A new process: what the last one had under way or in memory is gone. */
    Ec2Platform anew() {
        platform.close();
        accounts.close();
        accounts = connect();
        platform = new Ec2Platform(ec2(), accounts, InstantSource.system());
        return platform;
    }

    /** The same with the settings of a server, gates included. */
    Ec2Platform withUsualSettings() {
        platform.close();
        accounts.close();
        Config usual = ConfigFactory.load();
        accounts = connect(usual);
        platform = new Ec2Platform(Ec2Config.from(usual), accounts, InstantSource.system());
        return platform;
    }

    /** Puts images with these tags into the registry. */
    void images(String... versions) {
        for (String version : versions) {
            aws.seed(ACCOUNT, REGION, seeds -> seeds.containerImage(account.repository(), List.of(version)));
        }
    }

    AwsEndpoint aws() {
        return aws;
    }

    SeededAccount account() {
        return account;
    }

    Ec2Platform platform() {
        return platform;
    }

    /** The platform of another process of the engine, by the cloud's own clock; orphans are older than the given age. */
    Ec2Platform sweeping(Duration minimumAge) {
        Ec2Config config = ec2();
        Ec2Config other = new Ec2Config(
                config.endpoint(),
                config.answerTimeout(),
                config.installation(),
                config.observeInterval(),
                config.watchFreshness(),
                config.calmFreshness(),
                config.consoleInterval(),
                config.registries(),
                minimumAge);
        return new Ec2Platform(other, accounts, aws.time());
    }

    /** The way to AWS past the platform. */
    AwsRegion region() {
        return accounts.region(new AwsAccess(Optional.empty(), Optional.empty(), REGION));
    }

    /** Settings of a service behind a rule of its own. */
    Map<String, Object> settings(Object desired) {
        return settings(desired, "hello");
    }

    Map<String, Object> settings(Object desired, String service) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("region", REGION);
        settings.put("vpc", account.vpc());
        settings.put("subnets", account.subnets());
        settings.put("security_groups", List.of(account.securityGroup()));
        settings.put("instance_type", "t3.small");
        settings.put("ami", "ssm:" + account.amiParameter());
        settings.put("instance_profile", account.instanceProfile());
        settings.put("capacity", Map.of("min", 1, "desired", desired, "max", 500));
        settings.put("image", ACCOUNT + ".dkr.ecr." + REGION + ".amazonaws.com/" + account.repository());
        settings.put("registry_auth", "ecr");
        settings.put("port_mappings", List.of(Map.of("host", 80, "container", 8080)));
        settings.put("deregistration_delay", "0s");
        settings.put(
                "load_balancer", Map.of("listener", account.listenerArn(), "host", List.of(service + ".example.org")));
        return settings;
    }

    /** Settings of a service whose environments have balancers of their own, with records in a zone that there is from now on. */
    Map<String, Object> ownBalancerSettings(Object desired) {
        Map<String, Object> settings = settings(desired);
        settings.put("load_balancer", Map.of("own", Map.of("security_groups", List.of(account.securityGroup()))));
        settings.put("dns", Map.of("zone_id", zone(), "name", "hello.example.org"));
        return settings;
    }

    /** A hosted zone {@code example.org}, made when it is asked for first. */
    String zone() {
        if (zone.isEmpty()) {
            zone = aws.seed(ACCOUNT, REGION, seeds -> seeds.hostedZone("example.org"));
        }
        return zone;
    }

    /** Ends all; neither may the engine have asked what AWS would refuse, nor the endpoint have answered what AWS would not. */
    void checkAndClose() {
        try {
            assertThat(aws.findings().drift()).isEmpty();
            assertThat(aws.findings().requests()).isEmpty();
        } finally {
            close();
        }
    }

    @Override
    public void close() {
        platform.close();
        accounts.close();
        timer.close();
        aws.close();
    }

    /**
     * A service's configuration, which does not bake.
     *
     * @param settings of its platform
     * @param more fields, each behind a comma
     */
    static String configuration(Map<String, Object> settings, String more) {
        Map<String, Object> platform = new HashMap<>(settings);
        platform.put("type", "ec2");
        return "{\"platform\": " + Json.mapper().valueToTree(platform) + ", \"bake\": \"0s\"" + more + "}";
    }
}
