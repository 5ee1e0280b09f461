package io.ionroller.api.view;

import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.Strategy;
import io.ionroller.engine.model.Weight;
import io.ionroller.engine.rollout.AccessEvent;
import io.ionroller.engine.rollout.ServiceEvent;
import io.ionroller.engine.rollout.UpkeepEvent;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What happened, as a sentence for a person. */
final class EventMessage {

    private EventMessage() {}

    static String of(ServiceEvent event) {
        return switch (event) {
            case ServiceEvent.OfRelease about -> ofRelease(about);
            case ServiceEvent.OfEnvironment about -> ofEnvironment(about);
            case UpkeepEvent upkeep -> UpkeepMessage.of(upkeep);
            case AccessEvent access -> AccessMessage.of(access);
            case ServiceEvent.ConfigurationChanged changed ->
                "Configuration revision " + changed.revision() + " was put.";
            case ServiceEvent.ConfigurationDeleted deleted -> "The configuration was deleted.";
            case ServiceEvent.DropAccepted drop ->
                "Version " + drop.version() + " is dropped" + (drop.force() ? " by force." : ".");
            case ServiceEvent.RequestAnswered answered ->
                "The request " + answered.request() + " changed nothing"
                        + (answered.refusal() == null ? "." : ": it was refused with " + answered.refusal() + ".");
            case ServiceEvent.EffectFailing failing ->
                failing.effect() + " failed " + failing.attempts() + " times and is tried again: " + failing.message();
        };
    }

    private static String ofRelease(ServiceEvent.OfRelease event) {
        return switch (event) {
            case ServiceEvent.ReleaseAccepted accepted -> accepted(accepted);
            case ServiceEvent.ReleaseQueued queued -> release(queued) + " waits for release " + queued.behind() + ".";
            case ServiceEvent.RolloutStarted started ->
                "The rollout of release " + started.release() + " began: "
                        + started.steps().stream().map(Strategy::describe).collect(Collectors.joining(", ")) + ".";
            case ServiceEvent.EnvironmentCreated created ->
                created.environment() + " runs with " + created.instances() + " instances" + from(created.resolved())
                        + ".";
            case ServiceEvent.EnvironmentVerified verified ->
                verified.environment() + " is healthy: " + verified.healthy() + " of " + verified.required() + ".";
            case ServiceEvent.StepStarted step ->
                "Step " + (step.step() + 1) + " began: weight " + step.weight().percent() + ".";
            case ServiceEvent.RolloutPaused paused -> "Paused: " + paused.sentence();
            case ServiceEvent.PauseRequested requested -> "A pause was asked for; it follows the work under way.";
            case ServiceEvent.RolloutResumed resumed -> resumed(resumed);
            case ServiceEvent.RolloutPromoted promoted ->
                promoted.full() ? "Promoted to full weight." : "Promoted to the next step.";
            case ServiceEvent.BakeStarted bake ->
                release(bake) + " has all traffic and is watched" + until(bake.until()) + ".";
            case ServiceEvent.FinishStarted finish -> "The end state of release " + finish.release() + " is read back.";
            case ServiceEvent.TrafficIntended intended -> "Traffic is to be shared " + shares(intended.weights()) + ".";
            case ServiceEvent.TrafficShifted shifted -> "Traffic is shared " + shares(shifted.weights()) + ".";
            case ServiceEvent.TrafficProgressed progress ->
                "Traffic is on its way: " + progress.sentence()
                        + (progress.notBefore() == null ? "" : "; the next step waits" + until(progress.notBefore()))
                        + ".";
            case ServiceEvent.TrafficDriftFound drift ->
                "Traffic was found shared " + shares(drift.observed()) + ", intended " + shares(drift.intended()) + ".";
            case ServiceEvent.RollbackStarted rollback ->
                "Traffic goes back" + (rollback.base() == null ? "" : " to " + rollback.base()) + ": "
                        + rollback.reason();
            case ServiceEvent.ReleaseCompleted completed -> release(completed) + " is completed.";
            case ServiceEvent.ReleaseRolledBack back -> release(back) + " was rolled back: " + back.reason();
            case ServiceEvent.ReleaseFailed failed -> release(failed) + " failed: " + failed.reason();
            case ServiceEvent.ReleaseAborted aborted -> release(aborted) + " was aborted: " + aborted.reason();
            case ServiceEvent.ReleaseSuperseded superseded ->
                release(superseded) + " gave way to release " + superseded.by() + ": " + superseded.reason();
        };
    }

    private static String ofEnvironment(ServiceEvent.OfEnvironment event) {
        EnvironmentId id = event.environment();
        return switch (event) {
            case ServiceEvent.OfRelease about -> ofRelease(about);
            case ServiceEvent.EnvironmentHealthChanged health ->
                id + " has " + health.healthy() + " of " + health.required() + " instances healthy"
                        + (health.detail().isEmpty() ? "." : ": " + health.detail());
            case ServiceEvent.InstancesLost lost
            when lost.instances().isEmpty() -> "What is missing of " + id + " is made again: " + lost.detail();
            case ServiceEvent.InstancesLost lost ->
                id + " lost " + String.join(", ", lost.instances()) + ": " + lost.detail();
            case ServiceEvent.InstancesReplaced replaced -> id + " runs " + replaced.running() + " instances again.";
            case ServiceEvent.EnvironmentRetired retired ->
                id + " has no traffic and stays warm" + until(retired.removeAt()) + ".";
            case ServiceEvent.EnvironmentReused reused -> id + " is used again by release " + reused.release() + ".";
            case ServiceEvent.DrainStarted drain -> id + " is to be removed when it is drained: " + drain.reason();
            case ServiceEvent.DrainProven proven -> id + " is proved to be drained.";
            case ServiceEvent.DrainProofExpired expired ->
                "The proof that " + id + " is drained is too old; it is read again.";
            case ServiceEvent.EnvironmentRemoved removed -> id + " was removed.";
        };
    }

    private static String release(ServiceEvent.OfRelease event) {
        return "Release " + event.release();
    }

    private static String accepted(ServiceEvent.ReleaseAccepted event) {
        String what = switch (event.kind()) {
            case RELEASE -> "";
            case WARM_ROLLBACK -> ", a rollback to release " + event.origin() + ", which is still warm";
            case COLD_ROLLBACK -> ", a rollback to release " + event.origin() + " in a new environment";
        };
        return release(event) + " was accepted: version " + event.version() + ", revision " + event.revision() + what
                + ".";
    }

    private static String resumed(ServiceEvent.RolloutResumed event) {
        return switch (event.by()) {
            case TIME -> "The pause is over.";
            case RESUME -> "The pause was ended by resume.";
            case PROMOTE -> "The pause was ended by promote.";
        };
    }

    private static String from(@Nullable Map<String, String> resolved) {
        return resolved == null
                ? ""
                : resolved.entrySet().stream()
                        .map(fact -> fact.getKey() + " " + fact.getValue())
                        .collect(Collectors.joining(", ", ", made from ", ""));
    }

    private static String until(@Nullable Instant until) {
        return until == null ? "" : " until " + until.truncatedTo(ChronoUnit.SECONDS);
    }

    private static String shares(Map<EnvironmentId, Weight> weights) {
        return weights.isEmpty()
                ? "by nobody"
                : new TreeMap<>(weights)
                        .entrySet().stream()
                                .map(share ->
                                        share.getKey() + " " + share.getValue().percent())
                                .collect(Collectors.joining(", "));
    }
}
