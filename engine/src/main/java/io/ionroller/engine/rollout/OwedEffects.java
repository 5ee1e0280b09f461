package io.ionroller.engine.rollout;

import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.PlatformSettings;
import io.ionroller.engine.model.Weight;
import io.ionroller.engine.platform.EffectId;
import io.ionroller.engine.platform.EnvironmentSpec;
import io.ionroller.engine.platform.TrafficSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Derives from the state which platform calls are owed. The traffic change comes first. */
final class OwedEffects {

    private final ServiceState state;
    private final SequencedMap<EffectId, Effect> effects = new LinkedHashMap<>();
    private @Nullable TrafficSpec trafficSpec;

    private OwedEffects(ServiceState state) {
        this.state = state;
    }

    static SequencedMap<EffectId, Effect> of(ServiceState state) {
        OwedEffects owed = new OwedEffects(state);
        if (!state.environments().isEmpty()) {
            owed.traffic();
            owed.rollout();
            state.environments().values().forEach(owed::environment);
        }
        return Collections.unmodifiableSequencedMap(owed.effects);
    }

    static TrafficSpec traffic(ServiceState state) {
        return new OwedEffects(state).trafficSpec();
    }

    private void traffic() {
        Traffic traffic = state.traffic();
        if (traffic.settled()) {
            if (traffic.shift() > 0 || somethingDrains()) {
                add(new Effect.WatchTraffic(id(traffic.shiftRelease(), "watch-traffic"), trafficSpec(), calm()));
            }
        } else if (!held() || traffic.restores()) {
            add(new Effect.ShiftTraffic(
                    id(traffic.shiftRelease(), "shift-" + traffic.shift()), trafficSpec(), state.rollsBack()));
        }
    }

    private boolean calm() {
        return state.rollout() == null && !somethingDrains();
    }

    private boolean somethingDrains() {
        return state.environments().values().stream()
                .anyMatch(environment -> environment.lifecycle() instanceof Lifecycle.Draining);
    }

    private boolean held() {
        return state.rollout() != null
                && state.rollout().phase() instanceof Phase.Paused paused
                && paused.reason() == PauseReason.HELD;
    }

    private void rollout() {
        Rollout rollout = state.rollout();
        if (rollout == null) {
            return;
        }
        EnvironmentSpec candidate = state.spec(state.environment(rollout.candidate()));
        switch (rollout.phase()) {
            case Phase.Creating phase -> add(new Effect.CreateEnvironment(id(rollout.release(), "create"), candidate));
            case Phase.Verifying phase ->
                add(new Effect.VerifyEnvironment(id(rollout.release(), "verify"), candidate, state.rollsBack()));
            case Phase.Finishing phase -> {
                if (state.traffic().settled()) {
                    add(new Effect.ConfirmTraffic(id(rollout.release(), "confirm"), trafficSpec(), state.rollsBack()));
                }
            }
            case Phase.Shifting phase -> {}
            case Phase.Paused phase -> {}
            case Phase.Baking phase -> {}
            case Phase.RollingBack phase -> {}
        }
    }

    private void environment(Environment environment) {
        EnvironmentSpec spec = state.spec(environment);
        long number = environment.id().release();
        switch (environment.lifecycle()) {
            case Lifecycle.Requested requested -> {}
            case Lifecycle.Live live -> watch(environment, spec);
            case Lifecycle.Retired retired -> watch(environment, spec);
            case Lifecycle.Draining draining -> {
                if (state.traffic().settled() && !state.traffic().touches(environment.id())) {
                    add(new Effect.ProveDrained(id(number, "drain"), trafficSpec(), spec));
                }
            }
            case Lifecycle.Removing removing ->
                add(new Effect.RemoveEnvironment(id(number, "remove"), spec, removing.proof()));
        }
    }

    private void watch(Environment environment, EnvironmentSpec spec) {
        if (beingVerified(state, environment.id())) {
            return;
        }
        long number = environment.id().release();
        add(new Effect.WatchEnvironment(id(number, "watch"), spec, calm()));
        mend(environment, spec);
    }

    /** One at a time, because they all write to the environment: what is lost comes first, then what a rollback waits for. */
    private void mend(Environment environment, EnvironmentSpec spec) {
        long number = environment.id().release();
        Environment.Repair repair = environment.repair();
        Upkeep upkeep = environment.upkeep();
        Upkeep.Scaling scaling = upkeep.scaling();
        if (scaling != null && !scaling.done() && upkeep.loss() == null) {
            boolean urgent = scaling.up() && state.rollsBack();
            add(new Effect.ScaleEnvironment(id(number, "scale-" + scaling.number()), spec, scaling.up(), urgent));
        } else if (repair != null && (upkeep.loss() == null || Losses.madeAgain(state, environment))) {
            add(new Effect.RepairEnvironment(id(number, "repair-" + repair.number()), spec, repair.notBefore()));
        } else if (!upkeep.restoring().isEmpty() && upkeep.loss() == null) {
            add(new Effect.RestoreEnvironment(
                    id(number, "restore-" + upkeep.restorations()), spec, Set.copyOf(upkeep.restoring())));
        }
    }

    /** A fresh environment is reported by its verification alone until that is over. */
    private static boolean beingVerified(ServiceState state, EnvironmentId id) {
        Rollout rollout = state.rollout();
        return rollout != null
                && rollout.candidate().equals(id)
                && rollout.phase() instanceof Phase.Verifying
                && state.release(rollout.release()).kind() != ReleaseKind.WARM_ROLLBACK;
    }

    private void add(Effect effect) {
        if (effects.put(effect.id(), effect) != null) {
            throw new IllegalStateException("two effects named " + effect.id());
        }
    }

    private EffectId id(long release, String step) {
        return new EffectId(state.name(), release, step);
    }

    private TrafficSpec trafficSpec() {
        TrafficSpec made = trafficSpec == null ? newTrafficSpec() : trafficSpec;
        trafficSpec = made;
        return made;
    }

    private TrafficSpec newTrafficSpec() {
        Traffic traffic = state.traffic();
        List<Map<EnvironmentId, Weight>> expected = new ArrayList<>(traffic.before());
        if (!expected.contains(traffic.observed())) {
            expected.add(traffic.observed());
        }
        return new TrafficSpec(
                state.name(),
                traffic.shift(),
                entrance(),
                traffic.intended(),
                expected,
                state.environments().values().stream().map(state::spec).toList(),
                traffic.progress());
    }

    /** Traffic enters where the environment that is to have most of it says; without one, where the newest says. */
    private PlatformSettings entrance() {
        @Nullable
        Environment most = state.environments().isEmpty()
                ? null
                : state.environments().get(state.environments().lastKey());
        Weight highest = Weight.NONE;
        for (Environment environment : state.environments().values()) {
            Weight weight = state.traffic().intended(environment.id());
            if (weight.compareTo(highest) > 0) {
                highest = weight;
                most = environment;
            }
        }
        if (most == null) {
            throw new IllegalStateException("no environment in " + state.name());
        }
        return state.configurationOf(most.revision()).platform();
    }
}
