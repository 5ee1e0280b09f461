package io.ionroller.aws.scenario;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * AWS's request limits: token buckets, on the cloud's clock. Off until {@link #enforce}. Thread-safe.
 *
 * <p>Sources: ELBv2 per account and region ("Request throttling for the Elastic Load Balancing API": 40 and 10/s for reads, the
 * others' sizes are ours); EC2 per action, account and region ("Request throttling for the Amazon EC2 API": 100 and 20/s for
 * describing actions, 50 and 5/s for others); Auto Scaling one bucket for all calls of an account and region (its size is ours);
 * Route 53 per account, 50 and 10/s ("API throttling").
 */
public final class Limits {

    /** So many at once, and so many more each second. */
    public record Rate(double burst, double perSecond) {}

    /** By name of bucket: see {@link #bucket}. */
    public static final Map<String, Rate> AWS = Map.of(
            "elasticloadbalancing-read", new Rate(40, 10),
            "elasticloadbalancing-write", new Rate(20, 3),
            "ec2-read", new Rate(100, 20),
            "ec2-write", new Rate(50, 5),
            "autoscaling", new Rate(60, 10),
            "route53", new Rate(50, 10));

    private static final class Bucket {
        private double tokens;
        private Instant filled;
    }

    private final Map<String, Bucket> buckets = new HashMap<>();
    private final InstantSource clock;
    private Map<String, Rate> rates = Map.of();

    public Limits(InstantSource clock) {
        this.clock = clock;
    }

    /** @param rates by bucket name; buckets that are not named have no limit */
    public synchronized void enforce(Map<String, Rate> rates) {
        this.rates = Map.copyOf(rates);
        buckets.clear();
    }

    /** Takes a token for a call; false if there is none. */
    public synchronized boolean admit(String service, String action, String account, String region) {
        Optional<String> name = bucket(service, action);
        if (name.isEmpty() || !rates.containsKey(name.get())) {
            return true;
        }
        Rate rate = rates.get(name.get());
        String scope = service.equals("route53") ? account : account + " " + region;
        String key = name.get() + " " + scope + (service.equals("ec2") ? " " + action : "");
        Instant now = clock.instant();
        Bucket bucket = buckets.computeIfAbsent(key, _ -> {
            Bucket full = new Bucket();
            full.tokens = rate.burst();
            full.filled = now;
            return full;
        });
        double seconds = Duration.between(bucket.filled, now).toNanos() / 1e9;
        bucket.tokens = Math.min(rate.burst(), bucket.tokens + seconds * rate.perSecond());
        bucket.filled = now;
        if (bucket.tokens < 1) {
            return false;
        }
        bucket.tokens -= 1;
        return true;
    }

    private static Optional<String> bucket(String service, String action) {
        return switch (service) {
            case "autoscaling", "route53" -> Optional.of(service);
            case "elasticloadbalancing", "ec2" ->
                Optional.of(service + (action.startsWith("Describe") || action.startsWith("Get") ? "-read" : "-write"));
            default -> Optional.empty();
        };
    }
}
