package io.ionroller.aws.cloud;

import io.ionroller.aws.protocol.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupTuple;

/** The requests that flow through rules because the scenario says so, counted per target group and minute. */
final class Traffic {

    /** Requests of a minute and how many of them failed with 5xx. */
    record Count(double requests, double errors) {
        Count plus(double more, double failed) {
            return new Count(requests + more, errors + failed);
        }
    }

    private record Flow(double perSecond) {}

    private final Region region;
    private final Map<String, Flow> flows = new HashMap<>();
    private final Map<String, Double> errorShares = new HashMap<>();
    /** By target group, then by the minute's first second. */
    private final Map<String, TreeMap<Long, Count>> counts = new HashMap<>();

    private Instant settled;

    Traffic(Region region) {
        this.region = region;
        this.settled = region.cloud().now();
    }

    void flow(String ruleArn, double perSecond) {
        settle();
        if (region.balancing().rules.get(ruleArn).isEmpty()) {
            throw new Refusal("RuleNotFound", "There is no rule " + ruleArn);
        }
        flows.put(ruleArn, new Flow(perSecond));
    }

    /** @param share of the requests to a target group that fail with 5xx, 0-1 */
    void errors(String targetGroupArn, double share) {
        settle();
        errorShares.put(targetGroupArn, share);
    }

    Map<Long, Count> counts(String targetGroupArn) {
        settle();
        return counts.getOrDefault(targetGroupArn, new TreeMap<>());
    }

    /** Counts what has flowed since it was last counted; to be called before anything about it changes. */
    void settle() {
        Instant now = region.cloud().now();
        Instant from = settled;
        settled = now;
        if (flows.isEmpty()) {
            return;
        }
        while (from.isBefore(now)) {
            long minute = from.getEpochSecond() - Math.floorMod(from.getEpochSecond(), 60L);
            Instant end = Instant.ofEpochSecond(minute + 60);
            Instant to = end.isBefore(now) ? end : now;
            double seconds = Duration.between(from, to).toNanos() / 1e9;
            flows.forEach((rule, flow) -> spread(rule, minute, flow.perSecond() * seconds));
            from = to;
        }
    }

    private void spread(String ruleArn, long minute, double requests) {
        List<TargetGroupTuple> tuples = region.balancing()
                .rules
                .get(ruleArn)
                .map(Rule::actions)
                .map(List::getLast)
                .map(Action::forwardConfig)
                .map(config -> config.targetGroups())
                .orElse(List.of());
        double total = tuples.stream().mapToInt(TargetGroupTuple::weight).sum();
        for (TargetGroupTuple tuple : tuples) {
            if (tuple.weight() > 0) {
                double share = requests * tuple.weight() / total;
                double failed = share * errorShares.getOrDefault(tuple.targetGroupArn(), 0.0);
                counts.computeIfAbsent(tuple.targetGroupArn(), _ -> new TreeMap<>())
                        .merge(minute, new Count(share, failed), (a, b) -> a.plus(b.requests(), b.errors()));
            }
        }
    }
}
