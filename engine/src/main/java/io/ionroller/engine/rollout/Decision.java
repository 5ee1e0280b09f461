package io.ionroller.engine.rollout;

import java.util.List;

/** What {@link Machine#decide} answers. Nothing has happened yet. */
public sealed interface Decision {

    /**
     * Store these events, then answer.
     *
     * @param events in order; empty when there is nothing to change
     * @param grounds what each of them rests on
     * @param answer for the one who asked; reports are not answered
     */
    record Accepted(List<ServiceEvent> events, List<Grounds> grounds, Answer answer) implements Decision {
        public Accepted {
            events = List.copyOf(events);
            grounds = List.copyOf(grounds);
        }
    }

    /** Change nothing and say why. */
    record Rejected(Rejection rejection) implements Decision {}

    /** A report that nobody waits for (any more): late, doubled, or nothing new. */
    record Dropped(String why) implements Decision {}
}
