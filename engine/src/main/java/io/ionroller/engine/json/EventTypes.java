package io.ionroller.engine.json;

import static java.util.Map.entry;

import io.ionroller.engine.rollout.AccessEvent;
import io.ionroller.engine.rollout.ServiceEvent;
import io.ionroller.engine.rollout.UpkeepEvent;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The logical names of events. A name is stored for ever: it stays when its record is renamed, and is never used for another
 * one.
 */
final class EventTypes {

    static final Map<String, Class<? extends ServiceEvent>> BY_NAME = Map.ofEntries(
            entry("configuration-changed", ServiceEvent.ConfigurationChanged.class),
            entry("configuration-deleted", ServiceEvent.ConfigurationDeleted.class),
            entry("release-accepted", ServiceEvent.ReleaseAccepted.class),
            entry("release-queued", ServiceEvent.ReleaseQueued.class),
            entry("drop-accepted", ServiceEvent.DropAccepted.class),
            entry("rollout-started", ServiceEvent.RolloutStarted.class),
            entry("environment-created", ServiceEvent.EnvironmentCreated.class),
            entry("environment-verified", ServiceEvent.EnvironmentVerified.class),
            entry("step-started", ServiceEvent.StepStarted.class),
            entry("rollout-paused", ServiceEvent.RolloutPaused.class),
            entry("pause-requested", ServiceEvent.PauseRequested.class),
            entry("rollout-resumed", ServiceEvent.RolloutResumed.class),
            entry("rollout-promoted", ServiceEvent.RolloutPromoted.class),
            entry("bake-started", ServiceEvent.BakeStarted.class),
            entry("finish-started", ServiceEvent.FinishStarted.class),
            entry("release-completed", ServiceEvent.ReleaseCompleted.class),
            entry("rollback-started", ServiceEvent.RollbackStarted.class),
            entry("release-rolled-back", ServiceEvent.ReleaseRolledBack.class),
            entry("release-failed", ServiceEvent.ReleaseFailed.class),
            entry("release-aborted", ServiceEvent.ReleaseAborted.class),
            entry("release-superseded", ServiceEvent.ReleaseSuperseded.class),
            entry("traffic-intended", ServiceEvent.TrafficIntended.class),
            entry("traffic-shifted", ServiceEvent.TrafficShifted.class),
            entry("traffic-progressed", ServiceEvent.TrafficProgressed.class),
            entry("traffic-drift-found", ServiceEvent.TrafficDriftFound.class),
            entry("environment-health-changed", ServiceEvent.EnvironmentHealthChanged.class),
            entry("instances-lost", ServiceEvent.InstancesLost.class),
            entry("instances-replaced", ServiceEvent.InstancesReplaced.class),
            entry("environment-lost", UpkeepEvent.EnvironmentLost.class),
            entry("environment-recovered", UpkeepEvent.EnvironmentRecovered.class),
            entry("instances-changed", UpkeepEvent.InstancesChanged.class),
            entry("environment-drift-found", UpkeepEvent.EnvironmentDriftFound.class),
            entry("environment-drift-ended", UpkeepEvent.EnvironmentDriftEnded.class),
            entry("restoration-started", UpkeepEvent.RestorationStarted.class),
            entry("scaling-started", UpkeepEvent.ScalingStarted.class),
            entry("scaling-completed", UpkeepEvent.ScalingCompleted.class),
            entry("environment-retired", ServiceEvent.EnvironmentRetired.class),
            entry("environment-reused", ServiceEvent.EnvironmentReused.class),
            entry("drain-started", ServiceEvent.DrainStarted.class),
            entry("drain-proven", ServiceEvent.DrainProven.class),
            entry("drain-proof-expired", ServiceEvent.DrainProofExpired.class),
            entry("environment-removed", ServiceEvent.EnvironmentRemoved.class),
            entry("effect-failing", ServiceEvent.EffectFailing.class),
            entry("request-answered", ServiceEvent.RequestAnswered.class),
            entry("token-created", AccessEvent.TokenCreated.class),
            entry("token-revoked", AccessEvent.TokenRevoked.class),
            entry("token-used", AccessEvent.TokenUsed.class),
            entry("role-bound", AccessEvent.RoleBound.class),
            entry("role-unbound", AccessEvent.RoleUnbound.class),
            entry("access-denied", AccessEvent.AccessDenied.class));

    static final Map<Class<?>, String> BY_CLASS = BY_NAME.entrySet().stream()
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getValue, Map.Entry::getKey, (a, b) -> {
                throw new IllegalStateException(a + " and " + b + " name the same event");
            }));

    private EventTypes() {}
}
