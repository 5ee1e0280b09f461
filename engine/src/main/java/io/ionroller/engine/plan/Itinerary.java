package io.ionroller.engine.plan;

import io.ionroller.engine.model.Durations;
import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.Weight;
import io.ionroller.engine.plan.PlannedStep.Kind;
import io.ionroller.engine.rollout.PauseReason;
import io.ionroller.engine.rollout.Rollout;
import io.ionroller.engine.rollout.ServiceEvent;
import io.ionroller.engine.rollout.ServiceEvent.*;
import io.ionroller.engine.rollout.ServiceState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes down the way of one release from the events that the machine decides. One thread. */
final class Itinerary {

    private final long release;
    private final List<PlannedStep> steps = new ArrayList<>();
    private final List<EnvironmentId> removed = new ArrayList<>();
    private @Nullable EnvironmentId base;
    private @Nullable Instant proved;
    private Duration doubled = Duration.ZERO;

    Itinerary(long release) {
        this.release = release;
    }

    List<PlannedStep> steps() {
        return List.copyOf(steps);
    }

    List<EnvironmentId> removed() {
        return List.copyOf(removed);
    }

    /** From the proof of the candidate to the removal of its base. */
    Duration doubled() {
        return doubled;
    }

    /**
     * @param before the state before the event
     * @param after the state after it
     */
    void add(ServiceEvent event, ServiceState before, ServiceState after, Instant now) {
        Long about = event.aboutRelease();
        boolean ours = about != null && about == release;
        switch (event) {
            case RolloutStarted e
            when ours -> {
                base = e.base();
                add(Kind.CREATE, now, Duration.between(now, e.deadline()), "the environment is made");
            }
            case EnvironmentCreated e
            when ours -> add(Kind.VERIFY, now, Duration.between(now, e.deadline()), "its instances must be healthy");
            case EnvironmentVerified e when ours -> proved = now;
            case TrafficIntended e when ours -> shift(e.weights(), before, now);
            case RolloutPaused e when ours -> pause(e, now);
            case BakeStarted e
            when ours -> {
                Duration time = Duration.between(now, e.until());
                add(Kind.BAKE, now, time, "all traffic, watched for " + Durations.format(time));
            }
            case ReleaseCompleted e when ours -> add(Kind.COMPLETE, now, null, "completed");
            case EnvironmentRetired e
            when started() -> {
                Duration time = Duration.between(now, e.removeAt());
                add(Kind.RETIRE, now, time, e.environment() + " stays warm for " + Durations.format(time));
            }
            case DrainStarted e when started() -> add(Kind.DRAIN, now, null, e.environment() + " is drained");
            case EnvironmentRemoved e when started() -> remove(e.environment(), now);
            default -> {
                // Of another release, or nothing that a person plans by.
            }
        }
    }

    private boolean started() {
        return !steps.isEmpty();
    }

    private void shift(Map<EnvironmentId, Weight> weights, ServiceState before, Instant now) {
        Rollout rollout = before.rollout();
        Weight share = rollout == null ? Weight.FULL : weights.getOrDefault(rollout.candidate(), Weight.NONE);
        steps.add(new PlannedStep(Kind.SHIFT, after(now), null, weights, share + " of the traffic"));
    }

    private void pause(RolloutPaused pause, Instant now) {
        Instant until = pause.until();
        if (until != null) {
            Duration time = Duration.between(now, until);
            add(Kind.PAUSE, now, time, "waits for " + Durations.format(time));
        } else {
            String what = pause.reason() == PauseReason.MANUAL ? "promotes it" : "resumes it";
            add(Kind.PERSON, now, null, "waits until somebody " + what);
        }
    }

    private void remove(EnvironmentId environment, Instant now) {
        removed.add(environment);
        add(Kind.REMOVE, now, null, environment + " is removed");
        if (environment.equals(base)) {
            doubled = after(now);
        }
    }

    private void add(Kind kind, Instant now, @Nullable Duration lasts, String text) {
        steps.add(new PlannedStep(kind, after(now), lasts, Map.of(), text));
    }

    private Duration after(Instant now) {
        return proved == null ? Duration.ZERO : Duration.between(proved, now);
    }
}
