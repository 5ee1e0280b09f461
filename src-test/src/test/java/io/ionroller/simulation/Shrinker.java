package io.ionroller.simulation;

import io.ionroller.simulation.Incident.Kind;
import io.ionroller.simulation.Simulation.Outcome;
import java.util.ArrayList;
import java.util.List;

/** Looks for the shortest history in which the same invariant is violated: leaves out incidents, and ends the hostile time early. */
final class Shrinker {

    private static final int MOST_RUNS = 600;
    private static final long SHORTEST = 1_000;

    private final Mutation mutation;
    private final String invariant;
    private Plan shortest;
    private int runs;

    private Shrinker(Outcome failed, Mutation mutation) {
        if (failed.violation() == null) {
            throw new IllegalArgumentException(
                    "nothing failed in seed " + failed.plan().seed());
        }
        this.mutation = mutation;
        this.invariant = failed.violation().invariant();
        this.shortest = failed.plan();
    }

    /** The shortest plan found that fails in the same way. */
    static Plan shrink(Outcome failed, Mutation mutation) {
        Shrinker shrinker = new Shrinker(failed, mutation);
        int before;
        do {
            before = shrinker.shortest.incidents().size();
            shrinker.withoutKinds();
            shrinker.withoutParts();
        } while (shrinker.shortest.incidents().size() < before && shrinker.runs < MOST_RUNS);
        shrinker.shorter();
        return shrinker.shortest;
    }

    private boolean keepIfFails(Plan plan) {
        if (++runs > MOST_RUNS) {
            return false;
        }
        var violation = Simulation.run(plan, mutation, false).violation();
        if (violation == null || !violation.invariant().equals(invariant)) {
            return false;
        }
        shortest = plan;
        return true;
    }

    private void withoutKinds() {
        for (Kind kind : Kind.values()) {
            List<Incident> others = shortest.incidents().stream()
                    .filter(incident -> incident.kind() != kind)
                    .toList();
            if (others.size() < shortest.incidents().size()) {
                keepIfFails(shortest.with(others));
            }
        }
    }

    /** Halves, then quarters, down to single ones. */
    private void withoutParts() {
        for (int size = shortest.incidents().size() / 2; size > 0; size /= 2) {
            for (int from = 0; from < shortest.incidents().size(); ) {
                List<Incident> others = new ArrayList<>(shortest.incidents());
                others.subList(from, Math.min(from + size, others.size())).clear();
                if (!keepIfFails(shortest.with(others))) {
                    from += size;
                }
            }
        }
    }

    private void shorter() {
        for (long step = shortest.hostile() / 2; step >= SHORTEST; step /= 2) {
            while (shortest.hostile() > step + SHORTEST
                    && keepIfFails(shortest.hostileFor(shortest.hostile() - step))) {
                // shorter again
            }
        }
    }
}
