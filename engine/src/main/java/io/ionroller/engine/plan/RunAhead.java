package io.ionroller.engine.plan;

import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.ServiceConfiguration;
import io.ionroller.engine.platform.EnvironmentSpec;
import io.ionroller.engine.rollout.Decision;
import io.ionroller.engine.rollout.Effect;
import io.ionroller.engine.rollout.EventMetadata;
import io.ionroller.engine.rollout.Machine;
import io.ionroller.engine.rollout.PauseReason;
import io.ionroller.engine.rollout.Phase;
import io.ionroller.engine.rollout.RecordedEvent;
import io.ionroller.engine.rollout.Rollout;
import io.ionroller.engine.rollout.ServiceCommand;
import io.ionroller.engine.rollout.ServiceEvent;
import io.ionroller.engine.rollout.ServiceState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Runs the machine ahead of time in a world where everything works at once: instances are healthy, the router does as told, a
 * person who is waited for comes. What it decides is what it would decide. One thread.
 */
final class RunAhead {

    /** Far more than any way has: {@code Strategy.MOST_STEPS} steps, a few decisions each, for two rollouts. */
    private static final int MOST_DECISIONS = 2_000;

    private final ServiceState before;
    private final Function<EnvironmentSpec, Duration> drainDelay;
    private final long release;
    private final Itinerary itinerary;
    private ServiceState state;
    private Instant now;
    private @Nullable EnvironmentSpec candidate;

    /**
     * @param accepted what the release's acceptance would store
     */
    RunAhead(
            ServiceState state,
            List<ServiceEvent> accepted,
            Function<EnvironmentSpec, Duration> drainDelay,
            Instant now) {
        this.before = state;
        this.state = state;
        this.drainDelay = drainDelay;
        this.now = now;
        this.release = accepted.stream()
                .filter(ServiceEvent.ReleaseAccepted.class::isInstance)
                .map(event -> ((ServiceEvent.ReleaseAccepted) event).release())
                .findFirst()
                .orElseThrow();
        this.itinerary = new Itinerary(release);
        store(accepted);
    }

    /**
     * The way of the release to its end.
     *
     * @param candidate where it runs
     * @param doubled how long its base runs beside it
     */
    record Way(
            long release,
            EnvironmentSpec candidate,
            List<PlannedStep> steps,
            List<EnvironmentId> removed,
            Duration doubled) {}

    ServiceState state() {
        return state;
    }

    Way run() {
        int decisions = 0;
        while (decisions < MOST_DECISIONS && (work() || person() || time())) {
            decisions++;
        }
        return new Way(
                release,
                candidate == null ? spec() : candidate,
                itinerary.steps(),
                itinerary.removed(),
                itinerary.doubled());
    }

    /** Where the way ends before the candidate is made: behind a rollout that does not end by itself. */
    private EnvironmentSpec spec() {
        var accepted = state.release(release);
        ServiceConfiguration configuration = state.configurationOf(accepted.revision());
        return new EnvironmentSpec(
                accepted.environment(),
                accepted.version(),
                accepted.revision(),
                configuration.platform(),
                configuration.healthCheck());
    }

    private boolean work() {
        for (Effect effect : Machine.owedEffects(state).values()) {
            if (effect instanceof Effect.CreateEnvironment create && create.id().release() == release) {
                candidate = create.spec();
            }
            if (effect instanceof Effect.ProveDrained drain) {
                now = now.plus(drainDelay.apply(drain.environment()));
            }
            Optional<ServiceCommand.Report> report = IdealWorld.report(effect, state, now);
            if (report.isPresent() && decide(report.get())) {
                return true;
            }
        }
        return false;
    }

    /** Somebody does what the rollout waits for. */
    private boolean person() {
        Rollout rollout = state.rollout();
        if (rollout == null || !(rollout.phase() instanceof Phase.Paused paused) || paused.until() != null) {
            return false;
        }
        boolean steps = paused.reason() == PauseReason.MANUAL;
        return decide(steps ? new ServiceCommand.Promote(false) : new ServiceCommand.Resume());
    }

    private boolean time() {
        Optional<Instant> due = Machine.nextDue(state);
        if (due.isEmpty()) {
            return false;
        }
        now = due.get().isAfter(now) ? due.get() : now;
        return decide(new ServiceCommand.TimePassed());
    }

    private boolean decide(ServiceCommand command) {
        if (Machine.decide(state, command, now) instanceof Decision.Accepted accepted
                && !accepted.events().isEmpty()) {
            store(accepted.events());
            return true;
        }
        return false;
    }

    private void store(List<ServiceEvent> events) {
        EventMetadata metadata = new EventMetadata(now, EventMetadata.ENGINE, "plan", "plan", null);
        for (ServiceEvent event : events) {
            ServiceState next = Machine.evolve(state, new RecordedEvent(before.name(), metadata, event));
            itinerary.add(event, state, next, now);
            state = next;
        }
    }
}
