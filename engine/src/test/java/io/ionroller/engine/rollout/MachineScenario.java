package io.ionroller.engine.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.ServiceConfiguration;
import io.ionroller.engine.model.Step;
import io.ionroller.engine.model.Version;
import io.ionroller.engine.model.Weight;
import io.ionroller.engine.platform.EnvironmentDrift;
import io.ionroller.engine.platform.InstanceObservation;
import io.ionroller.engine.platform.PlatformException;
import io.ionroller.engine.rollout.ServiceCommand.*;
import io.ionroller.engine.rollout.TransitionTable.Transition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A story of one service: what is asked, what effects do and see, and what follows. The world is truthful; effects are carried
 * out only when the story says so. {@link Invariants} are checked all the way.
 *
 * <p>Longer than 300 lines: one short method per word that stories use, which belong in one fluent sentence.
 */
final class MachineScenario {

    private final Owner owner = new Owner(Samples.HELLO);
    private final World world = new World();
    private final List<Report> reported = new ArrayList<>();
    private Decision decision = new Decision.Dropped("nothing was told");
    private List<ServiceEvent> events = List.of();

    private MachineScenario() {}

    /** A service that nobody has configured. */
    static MachineScenario unknown() {
        return new MachineScenario();
    }

    static MachineScenario configured(Step... steps) {
        return configured(Samples.configuration(steps));
    }

    static MachineScenario configured(ServiceConfiguration configuration) {
        return unknown().when(new PutConfiguration(configuration));
    }

    /** The versions have been released one after another and have completed. */
    MachineScenario deployed(String... versions) {
        for (String version : versions) {
            releases(version).completes();
        }
        return this;
    }

    // What is asked

    MachineScenario when(ServiceCommand command) {
        int stored = owner.events().size();
        decision = owner.tell(command);
        events = owner.events().subList(stored, owner.events().size());
        return this;
    }

    MachineScenario releases(String version) {
        return when(new StartRelease(new Version(version), null));
    }

    MachineScenario rollsBack() {
        return when(new RollBack(null));
    }

    MachineScenario rollsBackTo(String version) {
        return when(new RollBack(new Version(version)));
    }

    MachineScenario promotes() {
        return when(new Promote(false));
    }

    MachineScenario promotesInFull() {
        return when(new Promote(true));
    }

    MachineScenario pauses() {
        return when(new Pause());
    }

    MachineScenario resumes() {
        return when(new Resume());
    }

    MachineScenario aborts() {
        return when(new Abort());
    }

    MachineScenario drops(String version) {
        return when(new Drop(new Version(version), false));
    }

    MachineScenario dropsByForce(String version) {
        return when(new Drop(new Version(version), true));
    }

    // What happens in the world

    /** The owed effect of this kind is carried out and reports; the one of the lowest name where there are several. */
    MachineScenario works(Class<? extends Effect> kind) {
        return works(owed(kind));
    }

    MachineScenario works(Class<? extends Effect> kind, long release) {
        return works(owner.owed().values().stream()
                .filter(kind::isInstance)
                .filter(effect -> effect.id().release() == release)
                .findFirst()
                .orElseThrow(() -> notOwed(kind)));
    }

    private MachineScenario works(Effect effect) {
        Optional<Report> report = world.carryOut(effect, owner.now());
        assertThat(report).as("report of " + effect.id()).isPresent();
        reported.add(report.get());
        return when(report.get());
    }

    /** The report with this number of this story, from 0, comes once more. */
    MachineScenario reportComesAgain(int number) {
        return when(reported.get(number));
    }

    Effect owed(Class<? extends Effect> kind) {
        return owner.owed().values().stream()
                .filter(kind::isInstance)
                .findFirst()
                .orElseThrow(() -> notOwed(kind));
    }

    private AssertionError notOwed(Class<? extends Effect> kind) {
        return new AssertionError(
                kind.getSimpleName() + " is not owed, only " + owner.owed().keySet());
    }

    MachineScenario created() {
        return works(Effect.CreateEnvironment.class);
    }

    MachineScenario verified() {
        return works(Effect.VerifyEnvironment.class);
    }

    MachineScenario shifted() {
        return works(Effect.ShiftTraffic.class);
    }

    MachineScenario confirmed() {
        return works(Effect.ConfirmTraffic.class);
    }

    MachineScenario routerIsWatched() {
        return works(Effect.WatchTraffic.class);
    }

    MachineScenario watched(long release) {
        return works(Effect.WatchEnvironment.class, release);
    }

    /** The instances are in this state from now on, and the watch sees it. */
    MachineScenario seenAs(long release, InstanceObservation.State state) {
        return become(release, state).watched(release);
    }

    /** The instances are in this state from now on; nobody has seen it yet. */
    MachineScenario become(long release, InstanceObservation.State state) {
        world.setAll(Samples.environment(release), state);
        return this;
    }

    MachineScenario oneExits(long release) {
        world.set(Samples.environment(release), 0, InstanceObservation.State.EXITED);
        return watched(release);
    }

    MachineScenario vanishes(long release) {
        world.vanish(Samples.environment(release));
        return watched(release);
    }

    MachineScenario unusedOnesKeep(int instances) {
        world.keepWhenUnused(instances);
        return this;
    }

    MachineScenario somebodyElseChanges(long release, EnvironmentDrift... found) {
        world.change(Samples.environment(release), List.of(found));
        return watched(release);
    }

    MachineScenario newInstancesAre(InstanceObservation.State state) {
        world.startsInstancesAs(state);
        return this;
    }

    MachineScenario somebodyElseRoutes(Map<EnvironmentId, Weight> weights) {
        world.route(weights, owner.now());
        return this;
    }

    MachineScenario fails(Class<? extends Effect> kind, PlatformException.Kind how, int attempts) {
        return when(new EffectFailed(owed(kind).id(), how, "no luck", attempts));
    }

    MachineScenario timePasses(Duration time) {
        int stored = owner.events().size();
        owner.timePasses(time);
        events = owner.events().subList(stored, owner.events().size());
        return this;
    }

    MachineScenario untilDue() {
        return timePasses(Duration.between(owner.now(), Machine.nextDue(state()).orElseThrow()));
    }

    /** The rollout in flight goes all its way, with pauses ended by promotion. */
    MachineScenario completes() {
        long release = state().rollout().release();
        for (int i = 0; i < 50 && inFlight(release); i++) {
            goOn();
        }
        assertThat(state().release(release).phase()).isEqualTo(PhaseName.COMPLETED);
        return this;
    }

    private boolean inFlight(long release) {
        return state().rollout() != null && state().rollout().release() == release;
    }

    private void goOn() {
        switch (state().rollout().phase()) {
            case Phase.Creating phase -> created();
            case Phase.Verifying phase -> verified();
            case Phase.Shifting phase -> shifted();
            case Phase.Paused phase -> promotes();
            case Phase.Baking phase -> untilDue();
            case Phase.Finishing phase -> confirmed();
            case Phase.RollingBack phase -> shifted();
        }
    }

    // What follows

    @SafeVarargs
    final MachineScenario then(Class<? extends ServiceEvent>... types) {
        List<Class<?>> seen = new ArrayList<>();
        events.forEach(event -> seen.add(event.getClass()));
        assertThat(seen).containsExactly(types);
        return this;
    }

    <T extends ServiceEvent> T event(Class<T> type) {
        return events.stream()
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElseThrow(() -> new AssertionError(type.getSimpleName() + " is not among " + events));
    }

    MachineScenario rejected(String code) {
        assertThat(decision).isInstanceOf(Decision.Rejected.class);
        Rejection rejection = ((Decision.Rejected) decision).rejection();
        assertThat(rejection.code()).as(rejection.sentence()).isEqualTo(code);
        assertThat(rejection.sentence()).isNotBlank();
        return this;
    }

    Rejection rejection() {
        assertThat(decision).isInstanceOf(Decision.Rejected.class);
        return ((Decision.Rejected) decision).rejection();
    }

    MachineScenario dropped() {
        assertThat(decision).isInstanceOf(Decision.Dropped.class);
        return this;
    }

    Answer answer() {
        assertThat(decision).as("decision").isInstanceOf(Decision.Accepted.class);
        return ((Decision.Accepted) decision).answer();
    }

    MachineScenario phase(long release, PhaseName phase) {
        assertThat(state().release(release).phase()).isEqualTo(phase);
        return this;
    }

    MachineScenario held() {
        assertThat(state().rollout()).isNotNull();
        assertThat(Ending.held(state().rollout()))
                .as("held: " + state().rollout())
                .isTrue();
        return this;
    }

    MachineScenario intended(Map<EnvironmentId, Weight> weights) {
        assertThat(state().traffic().intended()).isEqualTo(weights);
        return this;
    }

    MachineScenario routed(Map<EnvironmentId, Weight> weights) {
        assertThat(world.router()).isEqualTo(weights);
        return this;
    }

    MachineScenario notOwed(Class<? extends Effect> kind, long release) {
        assertThat(owner.owed().values())
                .noneMatch(effect -> kind.isInstance(effect) && effect.id().release() == release);
        return this;
    }

    MachineScenario lifecycle(long release, Class<? extends Lifecycle> wanted) {
        assertThat(state().environment(Samples.environment(release)).lifecycle())
                .isInstanceOf(wanted);
        return this;
    }

    MachineScenario stable(long release) {
        assertThat(state().stable()).isEqualTo(Samples.environment(release));
        return this;
    }

    ServiceState state() {
        return owner.state();
    }

    Instant now() {
        return owner.now();
    }

    String sentence() {
        return Sentences.of(state());
    }

    List<ServiceEvent> events() {
        return events;
    }

    Set<Transition> taken() {
        return owner.taken();
    }
}
