package io.ionroller.deploy.ec2.settings;

import io.ionroller.deploy.settings.SettingsReader;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How traffic reaches an environment and leaves it.
 *
 * @param balancer the balancer and its rule, the target group that the environments share, or what balancer each of them has
 * @param protocol what the balancer speaks with the instances: {@code HTTP} or {@code HTTPS}
 * @param stickinessOrNull how long a client stays with the environment it was sent to first, 1 s to 7 days; null for not.
 *     A client with such a cookie reaches its environment whatever the weights say, so a rollback is not over for it before
 * @param deregistrationDelay how long requests in flight may take when an instance leaves, 0 s to 1 h
 * @param slowStart during which a new instance gets less than its share, 0 s for not, or 30 s to 15 min
 * @param drainPeriods periods of CloudWatch, each of a minute, that must have shown no request before anything is removed,
 *     0 to 10
 * @param dnsOrNull the records that share the traffic among environments with balancers of their own; null otherwise
 */
public record Traffic(
        LoadBalancer balancer,
        String protocol,
        @Nullable Duration stickinessOrNull,
        Duration deregistrationDelay,
        Duration slowStart,
        int drainPeriods,
        @Nullable Dns dnsOrNull) {

    /** AWS's own default of {@code deregistration_delay.timeout_seconds}. */
    public static final Duration STANDARD_DEREGISTRATION_DELAY = Duration.ofSeconds(300);

    private static final Duration LONGEST_STICKINESS = Duration.ofDays(7);
    private static final Duration LONGEST_DELAY = Duration.ofHours(1);
    private static final Duration SHORTEST_SLOW_START = Duration.ofSeconds(30);
    private static final Duration LONGEST_SLOW_START = Duration.ofMinutes(15);
    private static final int MOST_PERIODS = 10;
    private static final Pattern PROTOCOL = Pattern.compile("HTTPS?");

    public Traffic {
        Shapes.need("protocol", protocol, PROTOCOL, "HTTP or HTTPS");
        if (stickinessOrNull != null) {
            Shapes.need("stickiness", stickinessOrNull, Duration.ofSeconds(1), LONGEST_STICKINESS);
        }
        Shapes.need("deregistration_delay", deregistrationDelay, Duration.ZERO, LONGEST_DELAY);
        if (!slowStart.isZero()) {
            Shapes.need("slow_start", slowStart, SHORTEST_SLOW_START, LONGEST_SLOW_START);
        }
        Shapes.need("drain_periods", drainPeriods, 0, MOST_PERIODS);
    }

    /** How long a client stays with the environment it was sent to first. */
    public Optional<Duration> stickiness() {
        return Optional.ofNullable(stickinessOrNull);
    }

    /** The records that share the traffic among environments with balancers of their own. */
    public Optional<Dns> dns() {
        return Optional.ofNullable(dnsOrNull);
    }

    /** The target group that the environments share, where they do. */
    public Optional<SharedTargetGroup> sharedTargetGroup() {
        return balancer.place() instanceof SharedTargetGroup shared ? Optional.of(shared) : Optional.empty();
    }

    /** What balancer each environment has, where they share none. */
    public Optional<OwnBalancer> ownBalancer() {
        return balancer.place() instanceof OwnBalancer own ? Optional.of(own) : Optional.empty();
    }

    static Traffic read(SettingsReader reader) {
        Optional<LoadBalancer> balancer = reader.object("load_balancer").map(LoadBalancer::read);
        return new Traffic(
                reader.required(
                        "load_balancer",
                        balancer,
                        "an object with rule, with listener and host or path, with target_group, or with own",
                        LoadBalancer.NONE),
                reader.text("protocol", PROTOCOL, "HTTP or HTTPS").orElse("HTTP"),
                reader.seconds("stickiness", Duration.ofSeconds(1), LONGEST_STICKINESS)
                        .orElse(null),
                reader.seconds("deregistration_delay", Duration.ZERO, LONGEST_DELAY)
                        .orElse(STANDARD_DEREGISTRATION_DELAY),
                slowStart(reader),
                reader.whole("drain_periods", 0, MOST_PERIODS).orElse(1),
                reader.object("dns").map(Dns::read).orElse(null));
    }

    private static Duration slowStart(SettingsReader reader) {
        Duration slowStart =
                reader.seconds("slow_start", Duration.ZERO, LONGEST_SLOW_START).orElse(Duration.ZERO);
        if (!slowStart.isZero() && slowStart.compareTo(SHORTEST_SLOW_START) < 0) {
            reader.refuse("slow_start", slowStart.toSeconds() + "s", "0s, or whole seconds from 30s to 15m");
            return Duration.ZERO;
        }
        return slowStart;
    }
}
