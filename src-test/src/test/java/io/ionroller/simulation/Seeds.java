package io.ionroller.simulation;

import io.ionroller.simulation.Simulation.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Runs many seeds on all processors. Histories share nothing, so what each does depends on its seed alone. */
final class Seeds {

    private Seeds() {}

    /**
     * Runs seeds in their order until one fails.
     *
     * @param each gets every outcome, from several threads
     * @return the failure with the lowest seed of those that were run
     */
    static Optional<Outcome> run(long from, long count, Mutation mutation, Consumer<Outcome> each) {
        AtomicLong next = new AtomicLong(from);
        ConcurrentSkipListMap<Long, Outcome> failed = new ConcurrentSkipListMap<>();
        Runnable work = () -> {
            for (long seed = next.getAndIncrement(); seed < from + count; seed = next.getAndIncrement()) {
                if (!failed.isEmpty()) {
                    return;
                }
                Outcome outcome = Simulation.run(PlanMaker.of(seed), mutation, false);
                each.accept(outcome);
                if (outcome.violation() != null) {
                    failed.put(seed, outcome);
                }
            }
        };
        List<Thread> threads = new ArrayList<>();
        for (int i = Runtime.getRuntime().availableProcessors(); i > 0; i--) {
            threads.add(Thread.ofPlatform().name("simulation-" + i).start(work));
        }
        threads.forEach(Seeds::join);
        return failed.isEmpty()
                ? Optional.empty()
                : Optional.of(failed.firstEntry().getValue());
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while seeds run", interrupted);
        }
    }
}
