package io.ionroller.cluster;

import io.ionroller.cluster.Load.Acknowledged;
import io.ionroller.deploy.simulated.SimulatedCall;
import io.ionroller.deploy.simulated.Verb;
import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.query.LoggedEvent;
import io.ionroller.engine.rollout.AccessEvent;
import io.ionroller.engine.rollout.EventMetadata.IdempotentAnswer;
import io.ionroller.engine.rollout.Machine;
import io.ionroller.engine.rollout.PhaseName;
import io.ionroller.engine.rollout.Release;
import io.ionroller.engine.rollout.ServiceEvent;
import io.ionroller.engine.rollout.ServiceState;
import io.ionroller.engine.rollout.TransitionTable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/** What the journal holds of a run, whether it is whole and in order, and whether cloud and callers agree with it. */
final class JournalCheck {

    private final List<LoggedEvent> events;
    private final Map<ServiceName, ServiceState> states = new HashMap<>();
    private final Map<ServiceName, Long> sequences = new HashMap<>();
    private final Map<String, List<IdempotentAnswer>> answers = new HashMap<>();
    private final Map<String, ServiceEvent.ReleaseAccepted> accepted = new HashMap<>();
    private final Map<String, Intent> intents = new HashMap<>();
    private final Set<String> created = new HashSet<>();
    private final List<String> violations = new ArrayList<>();

    private record Intent(Instant at, String weights) {}

    private JournalCheck(List<LoggedEvent> events) {
        this.events = events;
    }

    /** Every breach of the rules, empty when there is none. */
    static List<String> violations(
            List<LoggedEvent> events, List<Acknowledged> acknowledged, List<SimulatedCall> calls) {
        JournalCheck check = new JournalCheck(events);
        check.replay();
        check.everyReleaseHasEnded();
        acknowledged.forEach(check::isStored);
        calls.stream().filter(SimulatedCall::changing).forEach(check::wasIntended);
        return check.violations;
    }

    private void replay() {
        long offset = 0;
        for (LoggedEvent logged : events) {
            if (logged.offset() != ++offset) {
                violations.add("the journal has a gap before offset " + logged.offset());
                return;
            }
            inOrder(logged);
            if (!(logged.event().event() instanceof AccessEvent)) {
                step(logged);
                remember(logged);
            }
        }
    }

    private void inOrder(LoggedEvent logged) {
        ServiceName service = logged.event().service();
        long expected = sequences.merge(service, 1L, Long::sum);
        if (logged.sequence() != expected) {
            violations.add(service + " has sequence " + logged.sequence() + " where " + expected + " was due");
        }
        String command = logged.event().metadata().commandId();
        if (logged.event().metadata().idempotency() != null && !command.equals(service + "#" + logged.sequence())) {
            violations.add("decided on another history: " + logged);
        }
    }

    private void step(LoggedEvent logged) {
        ServiceName service = logged.event().service();
        ServiceState before = states.getOrDefault(service, ServiceState.empty(service));
        ServiceState after = Machine.evolve(before, logged.event());
        states.put(service, after);
        Long release = logged.event().event().aboutRelease();
        if (release == null || aboutTraffic(logged.event().event())) {
            return;
        }
        Release known = before.releases().get(release);
        var step = new TransitionTable.Transition(
                known == null ? null : known.phase(),
                logged.event().event().getClass(),
                after.release(release).phase());
        if (!TransitionTable.transitions().contains(step)) {
            violations.add("illegal step " + step + " at offset " + logged.offset());
        }
    }

    private static boolean aboutTraffic(ServiceEvent event) {
        return event instanceof ServiceEvent.TrafficIntended
                || event instanceof ServiceEvent.TrafficShifted
                || event instanceof ServiceEvent.TrafficProgressed
                || event instanceof ServiceEvent.TrafficDriftFound;
    }

    private void remember(LoggedEvent logged) {
        ServiceName service = logged.event().service();
        IdempotentAnswer answer = logged.event().metadata().idempotency();
        if (answer != null) {
            answers.computeIfAbsent(answer.key(), key -> new ArrayList<>()).add(answer);
        }
        Instant at = logged.event().metadata().at();
        switch (logged.event().event()) {
            case ServiceEvent.ReleaseAccepted event -> {
                accepted.put(service + "/" + event.release(), event);
                intents.putIfAbsent(
                        Verb.ENSURE_ENVIRONMENT + event.environment().toString(), new Intent(at, ""));
            }
            case ServiceEvent.TrafficIntended event ->
                intents.putIfAbsent(
                        Verb.ENSURE_TRAFFIC + service.value() + "/" + event.shift(),
                        new Intent(at, new TreeMap<>(event.weights()).toString()));
            case ServiceEvent.DrainProven event ->
                intents.putIfAbsent(
                        Verb.REMOVE_ENVIRONMENT + event.environment().toString(), new Intent(at, ""));
            case ServiceEvent.EnvironmentCreated event -> {
                if (!created.add(event.environment().toString())) {
                    violations.add("created twice: " + logged);
                }
            }
            case ServiceEvent.TrafficDriftFound event -> violations.add("somebody else changed weights: " + logged);
            case ServiceEvent event -> {
                // nothing more to know of it
            }
        }
    }

    /** Completed, or never begun because a newer one took its place in the queue. */
    private void everyReleaseHasEnded() {
        states.values().stream()
                .flatMap(state -> state.releases().values().stream()
                        .filter(release -> release.phase() != PhaseName.COMPLETED)
                        .filter(release ->
                                release.phase() != PhaseName.SUPERSEDED || release.number() == state.lastRelease()))
                .forEach(release -> violations.add("not completed: " + release));
    }

    private void isStored(Acknowledged request) {
        List<IdempotentAnswer> stored = answers.getOrDefault(request.key(), List.of());
        if (stored.size() != 1) {
            violations.add("acknowledged and stored " + stored.size() + " times: " + request);
            return;
        }
        var answer = request.answer().json();
        Long release =
                answer.hasNonNull("release") ? (Long) answer.path("release").asLong() : null;
        if (!Objects.equals(stored.getFirst().release(), release)) {
            violations.add("stored as " + stored.getFirst() + ", but answered: " + request);
        }
        if (release != null) {
            var event = accepted.get(request.service() + "/" + release);
            if (event == null || !event.version().value().equals(request.version())) {
                violations.add("accepted as " + event + ", but answered: " + request);
            }
        }
    }

    private void wasIntended(SimulatedCall call) {
        Intent intent = intents.get(call.verb()
                + (call.verb() == Verb.ENSURE_TRAFFIC ? call.service().value() + "/" + call.shift() : call.subject()));
        boolean asIntended = intent != null
                && !intent.at().isAfter(call.at())
                && (call.verb() != Verb.ENSURE_TRAFFIC || intent.weights().equals(call.subject()));
        if (!asIntended) {
            violations.add("changed without having been intended so before (" + intent + "): " + call);
        }
    }
}
