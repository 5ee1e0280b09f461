package io.ionroller.deploy.ec2.gate;

import java.util.HashMap;
import java.util.Map;

/** How a rate is divided among nodes; arithmetic only. */
final class Shares {

    private final double smallest;
    private final Map<String, Map<Lane, Double>> unmet = new HashMap<>();
    private final Map<String, Double> shares = new HashMap<>();
    private double rest;

    private Shares(double rate, double smallest, Map<String, Map<Lane, Double>> demands) {
        this.smallest = smallest;
        this.rest = rate - smallest * demands.size();
        demands.forEach((node, demand) -> {
            shares.put(node, smallest);
            unmet.put(node, beyond(demand));
        });
    }

    /**
     * Each node's part. A part of the rate is divided equally, so that every node can always roll back at once. The rest goes to
     * what the nodes need, the more urgent lanes first, within a lane in proportion; and what nobody needs again equally.
     *
     * @param rate calls per second
     * @param smallestShare the part that is divided equally, 0 to 1
     * @param demands calls per second that each node needs, by lane; a lane may be missing
     * @return calls per second of each node, together {@code rate}
     */
    static Map<String, Double> of(double rate, double smallestShare, Map<String, Map<Lane, Double>> demands) {
        if (demands.isEmpty()) {
            return Map.of();
        }
        Shares shares = new Shares(rate, rate * smallestShare / demands.size(), demands);
        for (Lane lane : Lane.values()) {
            shares.serve(lane);
        }
        return shares.withRest();
    }

    /** What is left of a demand when the smallest share has served its most urgent part. */
    private Map<Lane, Double> beyond(Map<Lane, Double> demand) {
        Map<Lane, Double> left = new HashMap<>();
        double served = smallest;
        for (Lane lane : Lane.values()) {
            double wanted = Math.max(0, demand.getOrDefault(lane, 0.0));
            double now = Math.min(wanted, served);
            served -= now;
            left.put(lane, wanted - now);
        }
        return left;
    }

    private void serve(Lane lane) {
        double wanted = unmet.values().stream()
                .mapToDouble(demand -> demand.getOrDefault(lane, 0.0))
                .sum();
        if (wanted <= 0) {
            return;
        }
        double part = Math.min(1, rest / wanted);
        unmet.forEach((node, demand) -> shares.merge(node, part * demand.getOrDefault(lane, 0.0), Double::sum));
        rest = Math.max(0, rest - part * wanted);
    }

    private Map<String, Double> withRest() {
        double each = rest / shares.size();
        shares.replaceAll((node, share) -> share + each);
        return shares;
    }
}
