package io.ionroller.engine.rollout;

import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.platform.EffectId;
import io.ionroller.engine.rollout.TransitionTable.Transition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;

/** The owner of a service as it is without actors: decides, stores, evolves, and checks the invariants every time. */
final class Owner {

    static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

    private final List<RecordedEvent> journal = new ArrayList<>();
    private final Set<Transition> taken = new LinkedHashSet<>();
    private final ServiceName name;
    private ServiceState state;
    private Instant now = START;

    Owner(ServiceName name) {
        this.name = name;
        state = ServiceState.empty(name);
    }

    /** Decides the command and, where it is accepted, stores what follows. */
    Decision tell(ServiceCommand command) {
        ServiceState before = state;
        Decision decision = Machine.decide(before, command, now);
        if (decision instanceof Decision.Accepted accepted) {
            accepted.events().forEach(this::store);
        }
        Invariants.afterCommand(before, command, decision, state, now);
        return decision;
    }

    private void store(ServiceEvent event) {
        String command = name + "#" + journal.size();
        RecordedEvent recorded =
                new RecordedEvent(name, new EventMetadata(now, EventMetadata.ENGINE, "test", command, null), event);
        ServiceState before = state;
        state = Machine.evolve(before, recorded);
        journal.add(recorded);
        Transition step = TransitionTable.step(before, event, state);
        if (step != null) {
            taken.add(step);
        }
        Invariants.afterEvent(before, event, state);
    }

    void timePasses(Duration time) {
        now = now.plus(time);
        tell(new ServiceCommand.TimePassed());
    }

    Instant now() {
        return now;
    }

    ServiceState state() {
        return state;
    }

    ServiceState replayed() {
        return Machine.replay(ServiceState.empty(name), journal);
    }

    SequencedMap<EffectId, Effect> owed() {
        return Machine.owedEffects(state);
    }

    List<ServiceEvent> events() {
        return journal.stream().map(RecordedEvent::event).toList();
    }

    Set<Transition> taken() {
        return Collections.unmodifiableSet(taken);
    }
}
