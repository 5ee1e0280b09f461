package io.ionroller.deploy.ec2.gate;

import com.typesafe.config.Config;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/**
 * How gates work, {@code ionroller.ec2.gate}; {@code reference.conf} says what each key is for.
 *
 * @param families what AWS's buckets hold; one for each family
 * @param reservedShare share of a bucket that only rollbacks may use, 0 to 0.9; never fewer than 2 tokens
 * @param longestWait how long a call of each lane waits before it is given up
 */
public record GateSettings(
        Map<ApiFamily, Allowance> families,
        double reservedShare,
        Map<Lane, Duration> longestWait,
        Learning learning,
        Sharing sharing,
        ReadingsSettings readings) {

    private static final String PATH = "ionroller.ec2.gate.";

    /**
     * How a rate is learnt.
     *
     * @param decrease what is left of a rate when AWS throttles, 0.1 to 0.95
     * @param floor the lowest rate as a share of the configured one, 0.01 to 1
     * @param recoverIn how long it takes from nothing to the configured rate
     */
    public record Learning(double decrease, double floor, Duration recoverIn) {
        public Learning {
            within("learning.decrease", decrease, 0.1, 0.95);
            within("learning.floor", floor, 0.01, 1);
            positive("learning.recover-in", recoverIn);
        }
    }

    /**
     * How nodes share a rate.
     *
     * @param reportEvery how often a node tells what it needs
     * @param silentAfter after how long without an answer a node goes by equal parts
     * @param smallestShare part of the rate that is divided equally whatever the nodes need, 0.01 to 1
     */
    public record Sharing(Duration reportEvery, Duration silentAfter, double smallestShare) {
        public Sharing {
            positive("sharing.report-every", reportEvery);
            positive("sharing.silent-after", silentAfter);
            within("sharing.smallest-share", smallestShare, 0.01, 1);
            if (silentAfter.compareTo(reportEvery) <= 0) {
                throw new IllegalArgumentException(PATH + "sharing.silent-after: got " + silentAfter
                        + ", wanted more than report-every, which is " + reportEvery);
            }
        }
    }

    public GateSettings {
        families = Map.copyOf(families);
        longestWait = Map.copyOf(longestWait);
        within("reserved-share", reservedShare, 0, 0.9);
        for (ApiFamily family : ApiFamily.values()) {
            if (!families.containsKey(family)) {
                throw new IllegalArgumentException(PATH + "families." + family.label() + ": is missing");
            }
        }
        for (Lane lane : Lane.values()) {
            Duration wait = longestWait.get(lane);
            if (wait == null) {
                throw new IllegalArgumentException(PATH + "longest-wait." + lane.label() + ": is missing");
            }
            positive("longest-wait." + lane.label(), wait);
        }
    }

    /** Reads {@code ionroller.ec2.gate}. A family without figures there has those of {@link ApiFamily}. */
    public static GateSettings from(Config gate) {
        Map<ApiFamily, Allowance> families = new EnumMap<>(ApiFamily.class);
        for (ApiFamily family : ApiFamily.values()) {
            families.put(family, allowance(gate, family));
        }
        Map<Lane, Duration> longestWait = new EnumMap<>(Lane.class);
        for (Lane lane : Lane.values()) {
            longestWait.put(lane, gate.getDuration("longest-wait." + lane.label()));
        }
        return new GateSettings(
                families,
                gate.getDouble("reserved-share"),
                longestWait,
                new Learning(
                        gate.getDouble("learning.decrease"),
                        gate.getDouble("learning.floor"),
                        gate.getDuration("learning.recover-in")),
                new Sharing(
                        gate.getDuration("sharing.report-every"),
                        gate.getDuration("sharing.silent-after"),
                        gate.getDouble("sharing.smallest-share")),
                ReadingsSettings.from(gate.getConfig("readings")));
    }

    private static Allowance allowance(Config gate, ApiFamily family) {
        String path = "families." + family.label();
        double capacity = gate.hasPath(path + ".capacity")
                ? gate.getDouble(path + ".capacity")
                : family.allowance().capacity();
        double perSecond = gate.hasPath(path + ".per-second")
                ? gate.getDouble(path + ".per-second")
                : family.allowance().perSecond();
        try {
            return new Allowance(capacity, perSecond);
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(PATH + path + "." + wrong.getMessage(), wrong);
        }
    }

    Allowance allowance(ApiFamily family) {
        return families.getOrDefault(family, family.allowance());
    }

    Duration longestWait(Lane lane) {
        return longestWait.getOrDefault(lane, Duration.ofSeconds(30));
    }

    static void positive(String key, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(PATH + key + ": got " + value + ", wanted more than 0s");
        }
    }

    private static void within(String key, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException(
                    PATH + key + ": got " + value + ", wanted a number from " + least + " to " + most);
        }
    }
}
