package io.ionroller.deploy.ec2.sample;

import io.ionroller.deploy.ec2.account.AwsAccess;
import io.ionroller.deploy.ec2.account.AwsAccounts;
import io.ionroller.deploy.ec2.account.AwsRegion;
import io.ionroller.deploy.ec2.gate.GateSettings;
import io.ionroller.deploy.ec2.gate.Gates;
import io.ionroller.deploy.ec2.gate.TimerThread;
import io.ionroller.engine.platform.PlatformException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import software.amazon.awssdk.core.SdkSystemSetting;

/**
 * A network, a balancer and an image, made for a demonstration behind an emulator of AWS: on AWS itself no instance would get
 * healthy here, for the image has no content. {@link #close} removes it all again; after a crash of the process it stays.
 * Blocks; for one thread.
 */
public final class SamplePlace {

    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(30);
    private static final String STANDARD_REGION = "us-east-1";

    private final TimerThread time = new TimerThread(ForkJoinPool.commonPool());
    private final AwsAccounts accounts;
    private final String region;
    /** What undoes what was done, the last first. */
    private final Deque<Undoing> undoings = new ArrayDeque<>();

    private final Map<String, Object> settings = new LinkedHashMap<>();

    private record Undoing(String what, Runnable how) {}

    private SamplePlace(Optional<URI> endpoint, GateSettings gates, String region) {
        this.region = region;
        this.accounts = new AwsAccounts(endpoint, ANSWER_TIMEOUT, Gates.alone(gates, time), () -> true);
    }

    /**
     * Makes the place. What was made before a failure is removed again.
     *
     * @param endpoint of the emulator; absent for what the SDK's standard settings say. These say the region too; without
     *     one it is us-east-1
     * @throws PlatformException if the emulator does not do what is asked
     */
    public static SamplePlace make(Optional<URI> endpoint, GateSettings gates) {
        SamplePlace place = new SamplePlace(endpoint, gates, configuredRegion());
        try {
            place.make();
            return place;
        } catch (RuntimeException notMade) {
            place.close();
            throw notMade;
        }
    }

    private static String configuredRegion() {
        return SdkSystemSetting.AWS_REGION
                .getStringValue()
                .or(() -> Optional.ofNullable(System.getenv("AWS_DEFAULT_REGION")))
                .orElse(STANDARD_REGION);
    }

    private void make() {
        AwsRegion aws = accounts.region(new AwsAccess(Optional.empty(), Optional.empty(), region));
        SampleNetwork network = new SampleNetwork(aws, this::undo);
        SampleImages images = new SampleImages(aws, region, this::undo);
        String vpc = network.vpc();
        List<String> subnets = network.subnets(vpc);
        settings.put("type", "ec2");
        settings.put("region", region);
        settings.put("vpc", vpc);
        settings.put("subnets", subnets);
        settings.put("instance_type", "t3.micro");
        settings.put("ami", images.machineImage());
        settings.put("capacity", Map.of("min", 1, "desired", 2, "max", 4));
        settings.put("image", images.containerImages("1.0", "2.0"));
        settings.put("port_mappings", List.of(Map.of("host", 80, "container", 8080)));
        settings.put("load_balancer", Map.of("listener", network.listener(subnets), "path", List.of("/*")));
        settings.put("deregistration_delay", "5s");
        // Nobody sends requests, and not every emulator has metrics.
        settings.put("drain_periods", 0);
    }

    private void undo(String what, Runnable how) {
        undoings.push(new Undoing(what, how));
    }

    /** The {@code platform} object of a configuration. */
    public Map<String, Object> settings() {
        return settings;
    }

    /** Removes it all; answers what could not be removed, and why. */
    public List<String> close() {
        List<String> left = new ArrayList<>();
        while (!undoings.isEmpty()) {
            Undoing undoing = undoings.pop();
            try {
                undoing.how().run();
            } catch (PlatformException e) {
                left.add(undoing.what() + ": " + e.getMessage());
            }
        }
        accounts.close();
        time.close();
        return left;
    }
}
