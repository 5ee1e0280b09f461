package io.ionroller.engine.query;

import io.ionroller.engine.rollout.ServiceEvent;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which events make an effect owed, read from its id. */
record EffectOrigin(long release, String step) {

    private static final Pattern EFFECT = Pattern.compile("[^/]+/(\\d{1,18})/([a-z0-9-]+)");

    /** Absent when the cause is no effect. */
    static @Nullable EffectOrigin of(String cause) {
        Matcher effect = EFFECT.matcher(cause);
        return effect.matches() ? new EffectOrigin(Long.parseLong(effect.group(1)), effect.group(2)) : null;
    }

    boolean isMadeOwedBy(ServiceEvent event) {
        return switch (event) {
            case ServiceEvent.RolloutStarted e ->
                e.release() == release && (step.equals("create") || step.equals("verify"));
            case ServiceEvent.EnvironmentCreated e -> e.release() == release && step.equals("verify");
            case ServiceEvent.EnvironmentVerified e -> e.environment().release() == release && step.equals("watch");
            case ServiceEvent.FinishStarted e -> e.release() == release && step.equals("confirm");
            case ServiceEvent.RolloutResumed e -> e.release() == release && e.deadline() != null;
            case ServiceEvent.TrafficIntended e -> step.equals("shift-" + e.shift());
            case ServiceEvent.TrafficShifted e -> step.equals("watch-traffic");
            case ServiceEvent.InstancesLost e ->
                e.environment().release() == release && step.equals("repair-" + e.repair());
            case ServiceEvent.DrainStarted e -> e.environment().release() == release && step.equals("drain");
            case ServiceEvent.DrainProofExpired e -> e.environment().release() == release && step.equals("drain");
            case ServiceEvent.DrainProven e -> e.environment().release() == release && step.equals("remove");
            case ServiceEvent other -> false;
        };
    }
}
