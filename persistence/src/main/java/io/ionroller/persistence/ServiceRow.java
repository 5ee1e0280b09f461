package io.ionroller.persistence;

import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.model.Weight;
import io.ionroller.engine.query.ServiceSummary;
import io.ionroller.engine.rollout.AccessEvent;
import io.ionroller.engine.rollout.RecordedEvent;
import io.ionroller.engine.rollout.ServiceEvent;
import io.ionroller.engine.rollout.ServiceEvent.*;
import io.ionroller.engine.rollout.UpkeepEvent;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A service in the catalogue, and what every event does to it. Pure: it follows what {@code Evolution} of the machine does to
 * the environments, the stable one and the rollout in flight.
 *
 * @param environments what exists or is wanted, as text
 * @param traffic environments that shall have traffic, as text
 * @param standing what else a person sees at a glance
 */
record ServiceRow(
        ServiceName service,
        @Nullable Integer revision,
        @Nullable Stable stable,
        @Nullable Active active,
        SortedSet<String> environments,
        SortedSet<String> traffic,
        Standing standing,
        Instant changedAt) {

    ServiceRow {
        environments = Collections.unmodifiableSortedSet(new TreeSet<>(environments));
        traffic = Collections.unmodifiableSortedSet(new TreeSet<>(traffic));
    }

    /** What has the traffic, or had it before the rollout in flight. */
    record Stable(String environment, String version, long release) {}

    /** The rollout in flight. */
    record Active(long release, String version, String phase) {}

    static ServiceRow empty(ServiceName service, Instant at) {
        return new ServiceRow(service, null, null, null, new TreeSet<>(), new TreeSet<>(), Standing.NONE, at);
    }

    ServiceSummary summary() {
        return new ServiceSummary(
                service,
                revision,
                stable == null ? null : stable.version(),
                stable == null ? null : (Long) stable.release(),
                active == null ? null : (Long) active.release(),
                active == null ? null : active.version(),
                active == null ? null : active.phase(),
                standing.environments(environments),
                active == null ? null : standing.rollout(active.release()),
                standing.last(),
                standing.requestedBy(),
                standing.requestedAt(),
                changedAt);
    }

    /** @param release the release that the event is about, after the event; absent when it is about none */
    ServiceRow after(RecordedEvent recorded, @Nullable ReleaseRow release) {
        ServiceEvent event = recorded.event();
        ServiceRow next = changed(event, release);
        return new ServiceRow(
                service,
                next.revision,
                next.stable,
                activeAfter(event, release),
                next.environments,
                next.traffic,
                standing.after(event, recorded.metadata(), release),
                recorded.metadata().at());
    }

    private ServiceRow changed(ServiceEvent event, @Nullable ReleaseRow release) {
        return switch (event) {
            case ConfigurationChanged e -> withRevision(e.revision());
            case ConfigurationDeleted e -> withRevision(null);
            case RolloutStarted e ->
                release != null && release.needsEnvironment()
                        ? withEnvironment(release.summary().environment(), true)
                        : this;
            case TrafficIntended e -> withTraffic(e);
            case ReleaseCompleted e ->
                release == null ? this : with(stable(e.environment().toString(), release));
            case ReleaseFailed e -> failed(release);
            case DrainStarted e -> withoutStable(e.environment());
            case EnvironmentRemoved e ->
                withoutStable(e.environment()).withEnvironment(e.environment().toString(), false);
            case DropAccepted _, EffectFailing _, ReleaseAccepted _, ReleaseQueued _, RequestAnswered _ -> this;
            case EnvironmentCreated _, EnvironmentVerified _, EnvironmentHealthChanged _ -> this;
            case EnvironmentRetired _, EnvironmentReused _, InstancesLost _, InstancesReplaced _ -> this;
            case UpkeepEvent _ -> this;
            case StepStarted _, RolloutPaused _, PauseRequested _, RolloutResumed _, RolloutPromoted _ -> this;
            case BakeStarted _, FinishStarted _, RollbackStarted _, ReleaseRolledBack _, ReleaseAborted _ -> this;
            case ReleaseSuperseded _, TrafficShifted _, TrafficProgressed _, TrafficDriftFound _ -> this;
            case DrainProven _, DrainProofExpired _ -> this;
            case AccessEvent _ -> this;
        };
    }

    private @Nullable Active activeAfter(ServiceEvent event, @Nullable ReleaseRow release) {
        if (release == null) {
            return active;
        }
        boolean inFlight =
                active != null && active.release() == release.summary().release();
        if (!inFlight && !(event instanceof RolloutStarted)) {
            return active;
        }
        return release.phase().terminal()
                ? null
                : new Active(
                        release.summary().release(),
                        release.summary().version(),
                        release.phase().text());
    }

    /** A first release that failed with the traffic on it serves, for want of another. */
    private ServiceRow failed(@Nullable ReleaseRow release) {
        if (release == null
                || stable != null
                || !traffic.contains(release.summary().environment())) {
            return this;
        }
        return with(stable(release.summary().environment(), release));
    }

    private static Stable stable(String environment, ReleaseRow release) {
        return new Stable(
                environment, release.summary().version(), release.summary().release());
    }

    private ServiceRow withRevision(@Nullable Integer number) {
        return new ServiceRow(service, number, stable, active, environments, traffic, standing, changedAt);
    }

    private ServiceRow with(@Nullable Stable next) {
        return new ServiceRow(service, revision, next, active, environments, traffic, standing, changedAt);
    }

    private ServiceRow withoutStable(EnvironmentId environment) {
        return stable != null && stable.environment().equals(environment.toString()) ? with((Stable) null) : this;
    }

    private ServiceRow withEnvironment(String environment, boolean exists) {
        SortedSet<String> next = new TreeSet<>(environments);
        if (exists) {
            next.add(environment);
        } else {
            next.remove(environment);
        }
        return new ServiceRow(service, revision, stable, active, next, traffic, standing, changedAt);
    }

    private ServiceRow withTraffic(TrafficIntended event) {
        SortedSet<String> next = new TreeSet<>();
        event.weights().forEach((environment, weight) -> {
            if (!weight.equals(Weight.NONE)) {
                next.add(environment.toString());
            }
        });
        return new ServiceRow(service, revision, stable, active, environments, next, standing, changedAt);
    }
}
