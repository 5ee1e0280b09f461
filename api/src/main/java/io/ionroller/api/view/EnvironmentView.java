package io.ionroller.api.view;

import io.ionroller.engine.model.Weight;
import io.ionroller.engine.platform.TrafficObservation;
import io.ionroller.engine.rollout.Environment;
import io.ionroller.engine.rollout.Environment.Health;
import io.ionroller.engine.rollout.Lifecycle;
import io.ionroller.engine.rollout.Rollout;
import io.ionroller.engine.rollout.ServiceState;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An environment of a service.
 *
 * @param id such as {@code hello-7}
 * @param release number of the release that created it
 * @param role {@code stable} (has or had all traffic), {@code candidate} (is being rolled out) or {@code unused}
 * @param lifecycle {@code requested}, {@code live}, {@code retired}, {@code draining} or {@code removing}
 * @param health {@code healthy}, {@code unhealthy}, {@code lost} or {@code unknown} (not observed yet)
 * @param required instances that are wanted
 * @param detail what is the matter with instances that are not healthy; empty when nothing is
 * @param intendedWeight the share of traffic it is meant to have, as a percent string
 * @param observedWeight the share it was last seen to have
 * @param unusedSince since when it is kept warm without traffic; absent while it is in use
 * @param removeAt when it is removed; absent while it is in use
 * @param resolved what it was made from, found out once, by name: {@code image} to {@code app@sha256:...}; empty where the
 *     platform tells nothing
 * @param traffic what the router counted; absent when the router does not know it
 * @param upkeep what became of it after its release; absent from servers of before
 */
public record EnvironmentView(
        String id,
        long release,
        String version,
        int revision,
        String role,
        String lifecycle,
        String health,
        int healthy,
        int running,
        int required,
        String detail,
        String intendedWeight,
        String observedWeight,
        @Nullable Instant unusedSince,
        @Nullable Instant removeAt,
        Map<String, String> resolved,
        @Nullable TrafficView traffic,
        @Nullable UpkeepView upkeep) {

    private static final Health UNKNOWN = new Health(0, 0, 0, "", Instant.EPOCH);

    static EnvironmentView of(ServiceState state, Environment environment, @Nullable TrafficObservation seen) {
        Health health = environment.health() == null ? UNKNOWN : environment.health();
        Lifecycle.@Nullable Retired retired =
                environment.lifecycle() instanceof Lifecycle.Retired unused ? unused : null;
        TrafficObservation.@Nullable Route route =
                seen == null ? null : seen.routes().get(environment.id());
        return new EnvironmentView(
                environment.id().toString(),
                environment.id().release(),
                environment.version().value(),
                environment.revision(),
                role(state, environment),
                lifecycle(environment.lifecycle()),
                health(environment),
                health.healthy(),
                health.running(),
                health.required(),
                health.detail(),
                state.traffic().intended(environment.id()).percent(),
                observed(state, environment, seen).percent(),
                retired == null ? null : retired.since(),
                retired == null ? null : retired.removeAt(),
                Objects.requireNonNullElse(environment.resolved(), Map.of()),
                route == null ? null : TrafficView.of(route),
                UpkeepView.of(environment.upkeep()));
    }

    /** What this process saw last is newer than what was stored: only changes are stored. */
    private static Weight observed(ServiceState state, Environment environment, @Nullable TrafficObservation seen) {
        return seen == null
                ? state.traffic().observed(environment.id())
                : seen.weights().getOrDefault(environment.id(), Weight.NONE);
    }

    private static String role(ServiceState state, Environment environment) {
        Rollout rollout = state.rollout();
        if (rollout != null && rollout.candidate().equals(environment.id())) {
            return "candidate";
        }
        return environment.id().equals(state.stable()) ? "stable" : "unused";
    }

    private static String health(Environment environment) {
        if (environment.health() == null) {
            return "unknown";
        }
        if (environment.upkeep().loss() != null) {
            return "lost";
        }
        return environment.ready() ? "healthy" : "unhealthy";
    }

    private static String lifecycle(Lifecycle lifecycle) {
        return switch (lifecycle) {
            case Lifecycle.Requested requested -> "requested";
            case Lifecycle.Live live -> "live";
            case Lifecycle.Retired retired -> "retired";
            case Lifecycle.Draining draining -> "draining";
            case Lifecycle.Removing removing -> "removing";
        };
    }
}
