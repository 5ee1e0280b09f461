package io.ionroller.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.ionroller.simulation.Invariants.Violation;
import io.ionroller.simulation.Simulation.Outcome;
import java.util.ArrayList;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The simulation can fail: an engine with one mistake is caught within the seeds of {@link SimulationTest}. */
final class MutantsTest {

    private static final int SEEDS = 2_000;

    private Silence silence = new Silence();

    @BeforeEach
    void keepQuiet() {
        silence = new Silence();
    }

    @AfterEach
    void speak() {
        silence.close();
    }

    static Stream<Arguments> mutants() {
        return Stream.of(Mutant.values()).map(mutant -> Arguments.of(mutant, mutant.sentence()));
    }

    @ParameterizedTest(name = "{0}: an engine that {1}")
    @MethodSource("mutants")
    void catches(Mutant mutant, String sentence) {
        Optional<Outcome> failed = Seeds.run(1, SEEDS, mutant, outcome -> {});

        assertThat(failed).as("an engine that " + sentence).isPresent();
        assertThat(failed.get().violation())
                .extracting(Violation::invariant)
                .asString()
                .isIn(mutant.caughtBy());
    }

    @Test
    void shortensAFailureAndReplaysItFromItsPrintedPlan() {
        Outcome failed =
                Seeds.run(1, SEEDS, Mutant.QUEUES_ROLLBACK, outcome -> {}).orElseThrow();

        Plan shortest = Shrinker.shrink(failed, Mutant.QUEUES_ROLLBACK);

        assertThat(shortest.incidents())
                .hasSizeLessThan(failed.plan().incidents().size());
        assertThat(new ArrayList<>(failed.plan().incidents())).containsAll(shortest.incidents());
        Outcome again = Simulation.run(Plan.parse(shortest.text()), Mutant.QUEUES_ROLLBACK, true);
        assertThat(again.violation())
                .extracting(Violation::invariant)
                .isEqualTo(failed.violation().invariant());
        assertThat(again.trace()).anyMatch(line -> line.contains("VIOLATED"));
    }
}
