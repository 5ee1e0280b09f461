package io.ionroller.simulation;

import io.ionroller.engine.json.EventCodec;
import io.ionroller.engine.rollout.Machine;
import io.ionroller.engine.rollout.RecordedEvent;
import io.ionroller.engine.rollout.ServiceCommand;
import io.ionroller.engine.rollout.ServiceState;
import io.ionroller.engine.rollout.TransitionTable.Transition;
import io.ionroller.engine.service.Caller;
import io.ionroller.engine.service.Ownership;
import io.ionroller.engine.service.ServiceReply;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** All invariants of one history, and the first violation. Follows the journal's text with a state of its own. */
final class Invariants {

    private final World world;
    private final TransitionsAreLegal transitions;
    private final EverythingEnds ends;
    private final List<Invariant> all;
    private ServiceState state = ServiceState.empty(World.SERVICE);
    private @Nullable Violation violation;

    Invariants(World world) {
        this.world = world;
        this.transitions = new TransitionsAreLegal(world);
        this.ends = new EverythingEnds(world);
        this.all = List.of(
                transitions,
                ends,
                new WeightOnlyOnHealthy(world),
                new CapacityIsKept(world),
                new NoDataIsNoSuccess(world),
                new RemovalIsProven(world),
                new EndsOnHealthy(world),
                new ReadingsAreTrue(world),
                new CreatedOnce(world),
                new ShiftsOnlyGrow(world),
                new ForeignWeightsAreToldOf(world),
                new OneWriterPerLane(world),
                new OnlyOwnersAct(world),
                new IntentIsStoredFirst(world),
                new RollbackGoesFirst(world),
                new AnswersAreStored(world),
                new SameKeySameAnswer(world),
                new ReplayIsState(world));
    }

    /** The first thing that went wrong. */
    record Violation(String invariant, String sentence, String detail) {}

    void violated(Invariant invariant, String detail) {
        violated(invariant.name(), invariant.sentence(), detail);
    }

    void violated(String invariant, String sentence, String detail) {
        if (violation == null) {
            violation = new Violation(invariant, sentence, detail);
            world.trace().note("VIOLATED", invariant, () -> detail);
        }
    }

    @Nullable
    Violation violation() {
        return violation;
    }

    /** The state by the text of the journal. */
    ServiceState state() {
        return state;
    }

    Set<Transition> taken() {
        return transitions.taken();
    }

    void stored(List<String> texts, SimulatedOwner by) {
        List<RecordedEvent> together = texts.stream().map(EventCodec::decode).toList();
        for (int i = 0; i < together.size(); i++) {
            RecordedEvent recorded = together.get(i);
            String text = texts.get(i);
            ServiceState before = state;
            state = Machine.evolve(before, recorded);
            world.trace().note("stored", EventCodec.typeOf(recorded.event()), () -> text);
            Stored stored = new Stored(before, recorded, state, together, by);
            each(invariant -> invariant.stored(stored));
        }
    }

    void changes(CloudChange change) {
        world.trace().note("cloud", change.getClass().getSimpleName(), change::toString);
        each(invariant -> invariant.changes(change));
    }

    void callBegins(SimulatedWorker worker) {
        each(invariant -> invariant.callBegins(worker));
    }

    void hasRead(SimulatedWorker worker) {
        each(invariant -> invariant.hasRead(worker));
    }

    void told(SimulatedOwner owner, ServiceCommand.Report report) {
        each(invariant -> invariant.told(owner, report));
    }

    void recovered(SimulatedOwner owner, int events) {
        each(invariant -> invariant.recovered(owner, events));
    }

    void applied(SimulatedOwner owner) {
        each(invariant -> invariant.applied(owner));
    }

    void ordered(SimulatedOwner owner, List<Ownership.Order> orders) {
        each(invariant -> invariant.ordered(owner, orders));
    }

    void answered(ServiceCommand.Request request, Caller caller, ServiceReply reply) {
        each(invariant -> invariant.answered(request, caller, reply));
    }

    void afterStep() {
        each(Invariant::afterStep);
    }

    void patienceIsOver() {
        ends.patienceIsOver();
    }

    void atEnd() {
        each(Invariant::atEnd);
    }

    private void each(Consumer<Invariant> telling) {
        all.forEach(telling);
    }
}
