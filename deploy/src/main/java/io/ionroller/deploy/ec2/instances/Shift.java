package io.ionroller.deploy.ec2.instances;

import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.Weight;
import io.ionroller.engine.platform.TrafficProgress;
import io.ionroller.engine.platform.TrafficSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One change of traffic on its way, as the journal tells of it: what is wanted, and where it was seen last.
 *
 * @param delay between steps; the time of the next step is in the journal before it is waited for, so that a crash neither
 *     shortens nor begins it anew
 * @param back whether it is a rollback, which knows no delay
 */
record Shift(TrafficSpec spec, Duration delay, boolean back) {

    Step next(Picture picture) {
        return back ? Course.back(picture, spec.weights()) : Course.forth(picture, spec.weights(), before());
    }

    private Map<EnvironmentId, Weight> before() {
        return spec.expected().isEmpty() ? spec.weights() : spec.expected().getFirst();
    }

    /** Whether a step may be taken now: those apart only from a place that is stored, when its time has come. */
    boolean mayStep(Picture picture, boolean apart) {
        Instant next = due(picture, apart);
        return next == null || (!picture.at().isBefore(next) && known(picture));
    }

    /** When a step may be taken; absent when at once. */
    private @Nullable Instant due(Picture picture, boolean apart) {
        if (!apart || delay.isZero() || begins(picture)) {
            return null;
        }
        TrafficProgress stored = spec.progress();
        Instant next = stored == null ? null : stored.notBefore();
        return next == null || !known(picture) ? picture.at().plus(delay) : next;
    }

    private boolean known(Picture picture) {
        TrafficProgress stored = spec.progress();
        return stored != null && stored.sentence().equals(Words.of(picture, spec.weights()));
    }

    /** Nothing of the change has been done yet. */
    private boolean begins(Picture picture) {
        return spec.progress() == null
                && picture.sides().values().stream()
                        .allMatch(side ->
                                side.in().size() == side.goal(before().getOrDefault(side.environment(), Weight.NONE)));
    }

    /**
     * The weights as they are to be told: on the way those among the service's own instances, in the end what is wanted; unless
     * there are targets of others, which is drift.
     */
    Map<EnvironmentId, Weight> shares(Picture picture) {
        if (!(next(picture) instanceof Step.Done)) {
            return picture.shares(false);
        }
        return back || picture.foreign().isEmpty() ? spec.weights() : picture.shares(true);
    }

    /** How far it is; absent when it is over. */
    @Nullable
    TrafficProgress progress(Picture picture) {
        String where = Words.of(picture, spec.weights());
        return switch (next(picture)) {
            case Step.In in -> new TrafficProgress(where, due(picture, in.apart()));
            case Step.Out out -> new TrafficProgress(where, due(picture, out.apart()));
            case Step.Await(String reason) -> new TrafficProgress(where + "; " + reason, null);
            case Step.Done done -> null;
        };
    }
}
