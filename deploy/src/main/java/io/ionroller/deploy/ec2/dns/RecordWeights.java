package io.ionroller.deploy.ec2.dns;

import io.ionroller.deploy.ec2.traffic.Shares;
import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.Weight;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Our shares of traffic as the weights of records (0 to 255, relative to their sum) and back. Shares differ by less than records
 * can show, so that several of ours may have the same weights: what is compared are the weights.
 */
final class RecordWeights {

    /** Of AWS: ResourceRecordSet, Weight. */
    static final int MOST = 255;

    private RecordWeights() {}

    /**
     * The weights that come closest to the shares: 10% and 90% are 28 and 252. A share above zero is at least 1, so that 0.1% becomes
     * 1 of 256; an environment without a share has no record, because records that are all 0 would share equally.
     */
    static Map<EnvironmentId, Integer> of(Map<EnvironmentId, Weight> shares) {
        Map<EnvironmentId, Weight> positive = Shares.positive(shares);
        Map<EnvironmentId, Integer> best = Map.of();
        double least = Double.MAX_VALUE;
        for (int heaviest = MOST; heaviest >= 1; heaviest--) {
            Map<EnvironmentId, Integer> weights = scaled(positive, heaviest);
            double error = error(positive, weights);
            if (error < least) {
                least = error;
                best = weights;
            }
        }
        return best;
    }

    private static Map<EnvironmentId, Integer> scaled(Map<EnvironmentId, Weight> shares, int heaviest) {
        int largest =
                shares.values().stream().mapToInt(Weight::basisPoints).max().orElse(1);
        Map<EnvironmentId, Integer> weights = new TreeMap<>();
        shares.forEach((environment, share) -> weights.put(environment, Math.max(1, (int)
                Math.round((double) share.basisPoints() * heaviest / largest))));
        return weights;
    }

    /** By how much the shares would be missed, all together. */
    private static double error(Map<EnvironmentId, Weight> shares, Map<EnvironmentId, Integer> weights) {
        double whole = shares.values().stream().mapToInt(Weight::basisPoints).sum();
        double total = total(weights);
        return shares.entrySet().stream()
                .mapToDouble(share -> Math.abs(
                        share.getValue().basisPoints() / whole - weights.getOrDefault(share.getKey(), 0) / total))
                .sum();
    }

    /**
     * The shares that weights are: one of those intended, if its weights are these; otherwise what they are of the total.
     *
     * @param others sum of the weights of records that are not ours
     */
    static Map<EnvironmentId, Weight> shares(
            Map<EnvironmentId, Integer> weights, int others, List<Map<EnvironmentId, Weight>> intended) {
        if (others == 0) {
            for (Map<EnvironmentId, Weight> shares : intended) {
                if (of(shares).equals(weights)) {
                    return Shares.positive(shares);
                }
            }
        }
        int total = total(weights) + others;
        Map<EnvironmentId, Weight> shares = new HashMap<>();
        weights.forEach((environment, weight) -> shares.put(environment, Shares.share(weight, total)));
        return Shares.positive(shares);
    }

    private static int total(Map<EnvironmentId, Integer> weights) {
        return weights.values().stream().mapToInt(Integer::intValue).sum();
    }
}
