package io.ionroller.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The journal of one service, as text. Like the real one it stores what was sent together or nothing of it, and takes each
 * sequence number once, which is what fences an owner that was overtaken.
 */
final class SimulatedJournal {

    /** What it does while it is away. */
    enum Trouble {
        REFUSES,
        STORES_SILENTLY,
        DOES_NOT_ANSWER
    }

    /** Is told what was stored, at the moment at which it is. */
    interface Witness {
        void stored(List<String> events, SimulatedOwner by);
    }

    private final VirtualTime time;
    private final Chance chance;
    private final Witness witness;
    private final List<String> events = new ArrayList<>();
    private final List<Trouble> troubles = new ArrayList<>();
    private final List<Runnable> unanswered = new ArrayList<>();
    private boolean unfenced;

    SimulatedJournal(VirtualTime time, Chance chance, Witness witness) {
        this.time = time;
        this.chance = chance;
        this.witness = witness;
    }

    int size() {
        return events.size();
    }

    List<String> events() {
        return List.copyOf(events);
    }

    /**
     * Stores events.
     *
     * @param first sequence number of the first one
     * @param acknowledge gets whether all were stored; a failure may also mean that they were and nobody can tell
     */
    void write(SimulatedOwner by, long first, List<String> texts, Consumer<Boolean> acknowledge) {
        time.after(chance.wayToJournal(), () -> {
            Trouble trouble = troubles.isEmpty() ? null : troubles.getLast();
            boolean stored = trouble != Trouble.REFUSES
                    && trouble != Trouble.DOES_NOT_ANSWER
                    && (unfenced || first == events.size() + 1L);
            if (stored) {
                events.addAll(texts);
                witness.stored(texts, by);
            }
            Runnable answer =
                    () -> time.after(chance.wayToJournal(), () -> acknowledge.accept(stored && trouble == null));
            if (trouble == Trouble.DOES_NOT_ANSWER) {
                unanswered.add(answer);
            } else {
                answer.run();
            }
        });
    }

    /** Reads all events; nothing while the journal is away. */
    void read(Consumer<Optional<List<String>>> answer) {
        time.after(chance.wayToJournal(), () -> {
            Optional<List<String>> all = troubles.isEmpty() ? Optional.of(List.copyOf(events)) : Optional.empty();
            time.after(chance.wayToJournal(), () -> answer.accept(all));
        });
    }

    void goAway(Trouble trouble) {
        troubles.add(trouble);
    }

    /** One trouble is over; those who were not answered learn that their write failed. */
    void comeBack(Trouble trouble) {
        troubles.remove(trouble);
        List<Runnable> waiting = List.copyOf(unanswered);
        unanswered.clear();
        waiting.forEach(Runnable::run);
    }

    /** For a mutant: takes whatever comes. */
    void takeEverything() {
        unfenced = true;
    }
}
