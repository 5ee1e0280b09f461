package io.ionroller.persistence;

import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.Step;
import io.ionroller.engine.model.Step.SetWeight;
import io.ionroller.engine.model.Weight;
import io.ionroller.engine.query.EnvironmentSummary;
import io.ionroller.engine.query.ReleaseSummary;
import io.ionroller.engine.query.RolloutSummary;
import io.ionroller.engine.query.ServiceSummary.EndedRelease;
import io.ionroller.engine.rollout.AccessEvent;
import io.ionroller.engine.rollout.EventMetadata;
import io.ionroller.engine.rollout.PauseReason;
import io.ionroller.engine.rollout.ServiceEvent;
import io.ionroller.engine.rollout.ServiceEvent.*;
import io.ionroller.engine.rollout.UpkeepEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a person sees of a service at a glance, besides what {@link ServiceRow} has in columns; one JSON document in the
 * catalogue. Pure. A node of an older version moves the columns and not this: what no longer fits them is left out, and the
 * next events bring it up to date.
 *
 * @param environments by id
 * @param course how far the rollout in flight is; absent when none is
 * @param last the release that ended last; absent before the first end
 * @param requestedBy who asked for the newest release; absent before the first
 * @param requestedAt when that was
 */
record Standing(
        Map<String, Seen> environments,
        @Nullable Course course,
        @Nullable EndedRelease last,
        @Nullable String requestedBy,
        @Nullable Instant requestedAt) {

    static final Standing NONE = new Standing(Map.of(), null, null, null, null);

    Standing {
        environments = Collections.unmodifiableMap(new TreeMap<>(environments));
    }

    /** An environment. */
    record Seen(String version, Weight intended, int healthy, int required) {}

    /**
     * A rollout.
     *
     * @param pauseReason of the newest pause; absent when that is over
     * @param interrupted the reason of the pause that it interrupted; absent when there was none
     */
    record Course(
            long release,
            List<Step> steps,
            int reached,
            @Nullable String pauseReason,
            @Nullable String interrupted,
            Instant since) {

        private Course at(int step, Instant now) {
            return new Course(release, steps, step, null, null, now);
        }

        private Course in(Instant now) {
            return new Course(release, steps, reached, null, null, now);
        }

        private Course paused(RolloutPaused event, Instant now) {
            boolean stepBegins = event.reason() == PauseReason.TIMED || event.reason() == PauseReason.MANUAL;
            String reason = event.reason().name().toLowerCase(Locale.ROOT);
            return new Course(release, steps, stepBegins ? event.step() : reached, reason, pauseReason, now);
        }

        private Course resumed(RolloutResumed event, Instant now) {
            return event.deadline() == null
                    ? this
                    : new Course(release, steps, reached, interrupted, null, pauseReason == null ? since : now);
        }

        private Course promoted(RolloutPromoted event) {
            if (!event.full()) {
                return this;
            }
            List<Step> shorter = new ArrayList<>(steps.subList(0, reached + 1));
            shorter.add(new SetWeight(Weight.FULL));
            return new Course(release, shorter, reached, pauseReason, interrupted, since);
        }
    }

    /** @param release the release that the event is about, after the event; absent when it is about none */
    Standing after(ServiceEvent event, EventMetadata metadata, @Nullable ReleaseRow release) {
        Instant at = metadata.at();
        return switch (event) {
            case ReleaseAccepted e -> new Standing(environments, course, last, metadata.who(), at);
            case RolloutStarted e -> started(e, at, release);
            case EnvironmentHealthChanged e -> with(e.environment(), seen -> health(seen, e.healthy(), e.required()));
            case EnvironmentRemoved e -> without(e.environment());
            case TrafficIntended e -> shared(e);
            case StepStarted e -> with(course -> course.at(e.step(), at));
            case RolloutPaused e -> with(course -> course.paused(e, at));
            case RolloutResumed e -> with(course -> course.resumed(e, at));
            case RolloutPromoted e -> with(course -> course.promoted(e));
            case EnvironmentCreated _, BakeStarted _, FinishStarted _, RollbackStarted _ ->
                with(course -> course.in(at));
            case ReleaseCompleted _, ReleaseRolledBack _, ReleaseFailed _, ReleaseAborted _, ReleaseSuperseded _ ->
                ended(release);
            case ConfigurationChanged _, ConfigurationDeleted _, DropAccepted _, EffectFailing _, RequestAnswered _ ->
                this;
            case EnvironmentVerified _,
                    ReleaseQueued _,
                    PauseRequested _,
                    TrafficShifted _,
                    TrafficProgressed _,
                    TrafficDriftFound _,
                    InstancesLost _ -> this;
            case InstancesReplaced _, EnvironmentRetired _, EnvironmentReused _, DrainStarted _, DrainProven _ -> this;
            case DrainProofExpired _ -> this;
            case UpkeepEvent _ -> this;
            case AccessEvent _ -> this;
        };
    }

    /** Environments that there are, in order of release. */
    List<EnvironmentSummary> environments(Set<String> existing) {
        return existing.stream()
                .sorted(Comparator.comparing(EnvironmentId::parse))
                .map(id -> {
                    Seen seen = environments.getOrDefault(id, new Seen("", Weight.NONE, 0, 0));
                    return new EnvironmentSummary(id, seen.version(), seen.intended(), seen.healthy(), seen.required());
                })
                .toList();
    }

    /** The rollout of a release, if this is the one that is known. */
    @Nullable
    RolloutSummary rollout(long release) {
        return course == null || course.release() != release
                ? null
                : new RolloutSummary(course.steps(), course.reached(), course.pauseReason(), course.since());
    }

    private Standing started(RolloutStarted event, Instant at, @Nullable ReleaseRow release) {
        Map<String, Seen> next = new TreeMap<>(environments);
        if (release != null && release.needsEnvironment()) {
            next.put(release.summary().environment(), new Seen(release.summary().version(), Weight.NONE, 0, 0));
        }
        Course begun = new Course(event.release(), event.steps(), -1, null, null, at);
        return new Standing(next, begun, last, requestedBy, requestedAt);
    }

    private Standing shared(TrafficIntended event) {
        Map<String, Seen> next = new TreeMap<>(environments);
        next.replaceAll((id, seen) -> new Seen(
                seen.version(),
                event.weights().getOrDefault(EnvironmentId.parse(id), Weight.NONE),
                seen.healthy(),
                seen.required()));
        return new Standing(next, course, last, requestedBy, requestedAt);
    }

    private Standing ended(@Nullable ReleaseRow release) {
        if (release == null) {
            return this;
        }
        ReleaseSummary over = release.summary();
        boolean inFlight = course != null && course.release() == over.release();
        EndedRelease ended = new EndedRelease(over.release(), over.version(), over.phase());
        return new Standing(environments, inFlight ? null : course, ended, requestedBy, requestedAt);
    }

    private static Seen health(Seen seen, int healthy, int required) {
        return new Seen(seen.version(), seen.intended(), healthy, required);
    }

    private Standing with(UnaryOperator<Course> change) {
        return course == null ? this : new Standing(environments, change.apply(course), last, requestedBy, requestedAt);
    }

    private Standing with(EnvironmentId id, UnaryOperator<Seen> change) {
        Map<String, Seen> next = new TreeMap<>(environments);
        next.computeIfPresent(id.toString(), (key, seen) -> change.apply(seen));
        return new Standing(next, course, last, requestedBy, requestedAt);
    }

    private Standing without(EnvironmentId id) {
        Map<String, Seen> next = new TreeMap<>(environments);
        next.remove(id.toString());
        return new Standing(next, course, last, requestedBy, requestedAt);
    }
}
