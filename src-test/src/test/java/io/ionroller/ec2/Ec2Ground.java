package io.ionroller.ec2;

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
import io.ionroller.deploy.ec2.gate.Gates;
import io.ionroller.deploy.ec2.gate.TimerThread;
import java.time.Duration;
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
    private final TimerThread time = new TimerThread(ForkJoinPool.commonPool());
    private final AwsAccounts accounts;
    private final Ec2Config config;
    private final Ec2Platform platform;

    Ec2Ground() {
        aws = AwsEndpoint.start(new AwsEndpoint.Options(0, CloudTime.scaled(FAST), Pace.USUAL, 1));
        account = aws.seed(ACCOUNT, REGION);
        var config = ConfigFactory.parseString("""
                ionroller.ec2 { observe-interval = 20ms, watch-freshness = 20ms, calm-freshness = 50ms }
                ionroller.ec2.gate.families {
                  elb-read { capacity = 10000, per-second = 10000 }
                  elb-write { capacity = 10000, per-second = 10000 }
                  auto-scaling { capacity = 10000, per-second = 10000 }
                  ec2 { capacity = 10000, per-second = 10000 }
                }
                """).withFallback(ConfigFactory.load());
        Ec2Config ec2 = Ec2Config.from(config);
        this.config = ec2;
        accounts = new AwsAccounts(
                Optional.of(aws.endpoint()),
                ec2.answerTimeout(),
                Gates.alone(GateSettings.from(config.getConfig("ionroller.ec2.gate")), time),
                () -> true,
                StaticCredentialsProvider.create(AwsBasicCredentials.create(account.accessKey(), account.secretKey())));
        platform = new Ec2Platform(ec2, accounts, InstantSource.system());
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
        Ec2Config other = new Ec2Config(
                config.endpoint(),
                config.answerTimeout(),
                config.installation(),
                config.observeInterval(),
                config.watchFreshness(),
                config.calmFreshness(),
                minimumAge);
        return new Ec2Platform(other, accounts, aws.time());
    }

    /** The way to AWS past the platform. */
    AwsRegion region() {
        return accounts.region(new AwsAccess(Optional.empty(), Optional.empty(), REGION));
    }

    /** Settings of a service behind a rule of its own. */
    Map<String, Object> settings(Object desired) {
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
        settings.put("load_balancer", Map.of("listener", account.listenerArn(), "host", List.of("hello.example.org")));
        return settings;
    }

    @Override
    public void close() {
        accounts.close();
        time.close();
        aws.close();
    }
}
