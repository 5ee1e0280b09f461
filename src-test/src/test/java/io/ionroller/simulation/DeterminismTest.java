package io.ionroller.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One seed is one history, whoever runs it, whenever, beside whatever else. */
final class DeterminismTest {

    private static final long SEEDS = 40;

    @Test
    void sameSeedGivesTheSameHistoryOnEveryThread() {
        try (Silence silence = new Silence()) {
            Map<Long, Set<Long>> fingerprints = new ConcurrentHashMap<>();
            for (int round = 0; round < 2; round++) {
                Seeds.run(
                        1,
                        SEEDS,
                        Mutation.NONE,
                        outcome -> fingerprints
                                .computeIfAbsent(outcome.plan().seed(), seed -> ConcurrentHashMap.newKeySet())
                                .add(outcome.fingerprint()));
            }

            assertThat(fingerprints).hasSize((int) SEEDS);
            assertThat(fingerprints.values()).allMatch(same -> same.size() == 1);
            assertThat(new HashSet<>(fingerprints.values()))
                    .as("different seeds differ")
                    .hasSize((int) SEEDS);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {7, 77, 777})
    void tracedHistoryIsTheSame(long seed) {
        try (Silence silence = new Silence()) {
            var plan = PlanMaker.of(seed);
            var silent = Simulation.run(plan);
            var traced = Simulation.run(Plan.parse(plan.text()), Mutation.NONE, true);

            assertThat(traced.fingerprint()).isEqualTo(silent.fingerprint());
            assertThat(traced.trace()).isNotEmpty();
            assertThat(silent.trace()).isEmpty();
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 22, 333})
    void printedPlanIsThePlan(long seed) {
        Plan plan = PlanMaker.of(seed);

        assertThat(Plan.parse(plan.text())).isEqualTo(plan);
        assertThat(Plan.parse(plan.text().replace("; ", "\n"))).isEqualTo(plan);
    }
}
