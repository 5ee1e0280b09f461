package io.ionroller.simulation;

import io.ionroller.simulation.Simulation.Outcome;

/** What a person needs to see of a history that failed: the seed, the sentence, the shortest plan, and its trace. */
final class FailureReport {

    private FailureReport() {}

    static String of(Outcome failed, Mutation mutation) {
        Plan shortest = Shrinker.shrink(failed, mutation);
        Outcome again = Simulation.run(shortest, mutation, true);
        var violation = again.violation();
        return "seed " + failed.plan().seed() + ": "
                + (violation == null ? "not seen again" : violation.invariant() + ": " + violation.sentence()) + "\n"
                + (violation == null ? "" : violation.detail()) + "\n"
                + "the shortest history found, to be replayed with src-test/simulate --plan:\n"
                + shortest.text() + "\n"
                + String.join("\n", again.trace());
    }
}
