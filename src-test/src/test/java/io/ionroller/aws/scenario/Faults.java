package io.ionroller.aws.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** The faults of calls that are wanted. Thread-safe. */
public final class Faults {

    /** For a fault that does not end by itself. */
    public static final int ALWAYS = Integer.MAX_VALUE;

    private static final class Wanted {
        private final Calls calls;
        private final Fault fault;
        private final double probability;
        private int left;

        private Wanted(Calls calls, Fault fault, double probability, int count) {
            this.calls = calls;
            this.fault = fault;
            this.probability = probability;
            this.left = count;
        }
    }

    private final List<Wanted> wanted = new ArrayList<>();
    private final SplittableRandom random;

    public Faults(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** The next {@code count} calls. */
    public void next(int count, Calls calls, Fault fault) {
        add(calls, fault, 1, count);
    }

    public void always(Calls calls, Fault fault) {
        add(calls, fault, 1, ALWAYS);
    }

    /** Each call with a probability, until {@code count} have been hit. */
    public synchronized void add(Calls calls, Fault fault, double probability, int count) {
        wanted.add(new Wanted(calls, fault, probability, count));
    }

    public synchronized void clear() {
        wanted.clear();
    }

    /** The faults of a call, and one less of each to come. */
    public synchronized List<Fault> draw(String service, String action, String account, String region) {
        if (wanted.isEmpty()) {
            return List.of();
        }
        List<Fault> drawn = new ArrayList<>();
        for (Wanted one : wanted) {
            if (one.left > 0
                    && one.calls.include(service, action, account, region)
                    && (one.probability >= 1 || random.nextDouble() < one.probability)) {
                one.left -= one.left == ALWAYS ? 0 : 1;
                drawn.add(one.fault);
            }
        }
        wanted.removeIf(one -> one.left == 0);
        return drawn;
    }

    /** Whether a call would be denied; takes nothing away. */
    public synchronized boolean denies(String service, String action, String account) {
        return wanted.stream()
                .anyMatch(one -> one.fault instanceof Fault.Denied
                        && one.calls.include(service, action, account, one.calls.region()));
    }
}
