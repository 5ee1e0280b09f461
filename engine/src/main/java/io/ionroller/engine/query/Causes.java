package io.ionroller.engine.query;

import io.ionroller.engine.rollout.EventMetadata;
import io.ionroller.engine.rollout.ServiceEvent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What led to what among the events of one service: a request is a beginning; the report of an effect follows from the decision that
 * made the effect owed; what was due follows from the decision that set the time. Found from effect ids, which are derived, and
 * so without anything stored for it. Immutable.
 */
public final class Causes {

    private final List<Cause> decisions;
    private final Map<Cause, @Nullable Cause> parents = new LinkedHashMap<>();

    /** One decision: events that were stored together, in order. */
    public record Cause(String commandId, List<LoggedEvent> events) {
        public Cause {
            events = List.copyOf(events);
        }

        /** Who asked or reported, and what. */
        public EventMetadata metadata() {
            return events.getFirst().event().metadata();
        }

        /** Whether somebody outside of the engine asked for it. */
        public boolean isRequest() {
            return !metadata().who().equals(EventMetadata.ENGINE);
        }

        private boolean has(Predicate<ServiceEvent> wanted) {
            return events.stream().anyMatch(logged -> wanted.test(logged.event().event()));
        }
    }

    /**
     * A decision and the one that it follows from.
     *
     * @param from absent where that is not among the events that were looked at, and for a request
     */
    public record Step(Cause decision, @Nullable Cause from) {}

    private Causes(List<Cause> decisions) {
        this.decisions = decisions;
        for (int i = 0; i < decisions.size(); i++) {
            parents.put(decisions.get(i), parent(i));
        }
    }

    /** Reads them from events of one service in their order. */
    static Causes of(List<LoggedEvent> events) {
        List<Cause> decisions = new ArrayList<>();
        List<LoggedEvent> together = new ArrayList<>();
        for (LoggedEvent event : events) {
            if (!together.isEmpty() && !commandId(together.getLast()).equals(commandId(event))) {
                decisions.add(new Cause(commandId(together.getLast()), together));
                together = new ArrayList<>();
            }
            together.add(event);
        }
        if (!together.isEmpty()) {
            decisions.add(new Cause(commandId(together.getLast()), together));
        }
        return new Causes(decisions);
    }

    /** The decision that everything began with which led to the event at this offset, and all that followed from it, in order. */
    List<Step> chain(long offset) {
        Cause root = decisions.stream()
                .filter(decision -> decision.events().stream().anyMatch(event -> event.offset() == offset))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no event at " + offset));
        while (parents.get(root) != null) {
            root = Objects.requireNonNull(parents.get(root));
        }
        Set<Cause> reached = new HashSet<>(Set.of(root));
        List<Step> chain = new ArrayList<>(List.of(new Step(root, null)));
        for (Cause decision : decisions) {
            Cause from = parents.get(decision);
            if (from != null && reached.contains(from)) {
                reached.add(decision);
                chain.add(new Step(decision, from));
            }
        }
        return chain;
    }

    private static String commandId(LoggedEvent event) {
        return event.event().metadata().commandId();
    }

    private @Nullable Cause parent(int index) {
        Cause decision = decisions.get(index);
        if (decision.isRequest()) {
            return null;
        }
        LoggedEvent first = decision.events().getFirst();
        EffectOrigin origin = EffectOrigin.of(decision.metadata().cause());
        Cause made = origin == null ? null : newest(index, origin::isMadeOwedBy);
        return made != null
                ? made
                : newest(index, event -> concernsTheSame(event, first.event().event()));
    }

    private @Nullable Cause newest(int before, Predicate<ServiceEvent> wanted) {
        for (int i = before - 1; i >= 0; i--) {
            if (decisions.get(i).has(wanted)) {
                return decisions.get(i);
            }
        }
        return null;
    }

    private static boolean concernsTheSame(ServiceEvent one, ServiceEvent other) {
        Long release = EventQuery.releaseOf(one);
        return release != null && release.equals(EventQuery.releaseOf(other));
    }
}
