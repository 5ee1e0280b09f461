package io.ionroller.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.ionroller.engine.rollout.TransitionTable;
import io.ionroller.engine.rollout.TransitionTable.Transition;
import io.ionroller.simulation.Simulation.Outcome;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * All invariants hold in 2,000 hostile histories, and those take every step of the transition table, crash at every point, and
 * meet every fault of every call that changes something. More of them: {@code src-test/simulate --seeds 1000000}.
 */
final class SimulationTest {

    private static final int GROUP = 100;
    private static final int GROUPS = 20;

    private static final AtomicLong RUN = new AtomicLong();
    private static final Set<Transition> TAKEN = ConcurrentHashMap.newKeySet();
    private static final Set<String> STRUCK = ConcurrentHashMap.newKeySet();
    private static Silence silence = new Silence();

    @BeforeAll
    static void keepQuiet() {
        silence = new Silence();
    }

    @ParameterizedTest(name = "{0} hundred seeds and the next hundred")
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19})
    void invariantsHoldAfterEveryStep(int group) {
        Optional<Outcome> failed = Seeds.run(1L + (long) group * GROUP, GROUP, Mutation.NONE, SimulationTest::note);

        failed.ifPresent(outcome -> fail(FailureReport.of(outcome, Mutation.NONE)));
        assertThat(RUN).hasPositiveValue();
    }

    private static void note(Outcome outcome) {
        RUN.incrementAndGet();
        TAKEN.addAll(outcome.taken());
        STRUCK.addAll(outcome.struck());
    }

    /** Only when all seeds were run, not one group by itself. */
    @AfterAll
    static void everythingHasHappened() {
        silence.close();
        if (RUN.get() == (long) GROUP * GROUPS) {
            assertThat(TAKEN).containsExactlyInAnyOrderElementsOf(TransitionTable.transitions());
            assertThat(STRUCK).containsAll(crashes()).containsAll(faultsOfWrites());
        }
    }

    private static List<String> crashes() {
        return Arrays.stream(CrashPoint.values())
                .map(point -> Incident.Kind.CRASH.text() + " " + point)
                .toList();
    }

    private static List<String> faultsOfWrites() {
        return Arrays.stream(Incident.Kind.values())
                .filter(kind -> kind.family() == Incident.Family.CALL)
                .flatMap(kind -> Stream.of(Verb.ENSURE_ENVIRONMENT, Verb.ENSURE_TRAFFIC, Verb.REMOVE_ENVIRONMENT)
                        .map(verb -> kind.text() + " " + verb))
                .toList();
    }
}
