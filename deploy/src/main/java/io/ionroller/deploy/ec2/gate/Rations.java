package io.ionroller.deploy.ec2.gate;

import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/** What the nodes that share a rate need, and what has been learnt about it. Not safe for threads. */
final class Rations {

    /**
     * A node's part.
     *
     * @param perSecond calls per second that it may make
     * @param rate calls per second that all may make together
     * @param nodes how many share it
     */
    record Share(double perSecond, double rate, int nodes) {}

    private record Known(Map<Lane, Double> demand, Instant at) {}

    private final LearntRate rate;
    private final GateSettings.Sharing sharing;
    private final Instant start;
    private final Map<String, Known> nodes = new HashMap<>();

    Rations(Allowance configured, GateSettings settings, Instant now) {
        this.rate = new LearntRate(configured.perSecond(), settings.learning(), now);
        this.sharing = settings.sharing();
        this.start = now;
    }

    /** A node has told what it needs. */
    Share report(ApiBudget.Report report, Instant now) {
        nodes.put(report.node(), new Known(byLane(report.demand()), now));
        nodes.values().removeIf(known -> known.at().plus(sharing.silentAfter()).isBefore(now));
        double whole = rate.at(now);
        boolean young = now.isBefore(start.plus(sharing.reportEvery().multipliedBy(2)));
        if (young && report.rate() > 0) {
            // What was learnt before this one came into being.
            rate.limit(report.rate());
            whole = rate.at(now);
        }
        if (report.throttles() > 0) {
            // Several nodes that were throttled in one period tell of the same event.
            rate.throttled(now.minus(sharing.reportEvery()), now);
            whole = rate.at(now);
        }
        if (young) {
            // Not all have reported yet: nobody gets what may be another's.
            int all = Math.max(nodes.size(), report.nodes());
            return new Share(whole / all, whole, all);
        }
        Map<String, Map<Lane, Double>> demands = new HashMap<>();
        nodes.forEach((node, known) -> demands.put(node, known.demand()));
        double share = Shares.of(whole, sharing.smallestShare(), demands).getOrDefault(report.node(), 0.0);
        return new Share(share, whole, nodes.size());
    }

    /** Lanes that only a newer version knows count as the last one. */
    private static Map<Lane, Double> byLane(Map<String, Double> demand) {
        Map<Lane, Double> byLane = new EnumMap<>(Lane.class);
        demand.forEach(
                (label, perSecond) -> byLane.merge(Lane.labelled(label).orElse(Lane.SWEEP), perSecond, Double::sum));
        return byLane;
    }
}
