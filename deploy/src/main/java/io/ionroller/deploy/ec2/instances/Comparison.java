package io.ionroller.deploy.ec2.instances;

import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.Weight;
import io.ionroller.engine.platform.TrafficProgress;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Whether what a target group has is what the engine intended, is on the way to it, or is somebody else's doing: targets that
 * are no instances of the service, or more instances of an environment than it ever was to have. Fewer are what happens when
 * instances are lost, and are brought back.
 *
 * @param foreignIgnored for a rollback, which is about the service's own instances: it must get to its end
 */
record Comparison(Picture picture, Map<EnvironmentId, Weight> intended, boolean foreignIgnored) {

    /** The shares as they are, by targets. */
    Map<EnvironmentId, Weight> shares() {
        return picture.shares(!foreignIgnored);
    }

    /** The weights as long as nothing is on the way: as intended where what is there means that. */
    Map<EnvironmentId, Weight> calm() {
        return lost() == null && !interfered() ? intended : shares();
    }

    /** What is to be brought back, or taken away because it has ended; absent when nothing is. */
    @Nullable
    TrafficProgress lost() {
        if (interfered()) {
            return null;
        }
        return switch (Course.forth(picture, intended, intended)) {
            case Step.In in -> new TrafficProgress(Words.of(picture, intended), null);
            case Step.Out out -> new TrafficProgress(Words.of(picture, intended), null);
            case Step.Await await -> null;
            case Step.Done done -> null;
        };
    }

    /**
     * Whether somebody else has interfered in a way that is not in the journal yet.
     *
     * @param stored how far the change was seen to be
     */
    boolean drifted(List<Map<EnvironmentId, Weight>> expected, @Nullable TrafficProgress stored) {
        if (expected.stream().map(Comparison::positive).anyMatch(shares()::equals)) {
            return false;
        }
        boolean known = stored != null && stored.sentence().contains(Words.foreign(picture));
        return (foreign() && !known) || more(expected);
    }

    private boolean interfered() {
        return foreign() || more(List.of());
    }

    private boolean foreign() {
        return !foreignIgnored && !picture.foreign().isEmpty();
    }

    private boolean more(List<Map<EnvironmentId, Weight>> expected) {
        return picture.sides().values().stream().anyMatch(side -> side.in().size() > most(side, expected));
    }

    private int most(Side side, List<Map<EnvironmentId, Weight>> expected) {
        int most = side.most(intended.getOrDefault(side.environment(), Weight.NONE));
        for (Map<EnvironmentId, Weight> other : expected) {
            most = Math.max(most, side.most(other.getOrDefault(side.environment(), Weight.NONE)));
        }
        return most;
    }

    private static Map<EnvironmentId, Weight> positive(Map<EnvironmentId, Weight> weights) {
        Map<EnvironmentId, Weight> positive = new TreeMap<>(weights);
        positive.values().removeIf(Weight.NONE::equals);
        return positive;
    }
}
