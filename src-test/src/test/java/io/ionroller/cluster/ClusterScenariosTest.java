package io.ionroller.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A cluster of three with 200 rollouts in flight loses nodes, its database and its network. After each round the cloud's log and
 * the journal must show: all rollouts completed, every environment made once, no weight changed by a node that was fenced, no
 * acknowledged request lost or answered differently, and a journal that is whole and in order.
 *
 * <p>{@code src-test/cluster-scenarios} runs more rounds.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ClusterScenariosTest {

    private static final Logger LOG = LoggerFactory.getLogger(ClusterScenariosTest.class);
    private static final int SERVICES = 200;

    /** One cluster for all rounds that go well; after one that does not, a new one. */
    private @Nullable Rounds cluster;

    private boolean canBeCut;

    @AfterAll
    void end() {
        if (cluster != null) {
            cluster.close();
            cluster = null;
        }
    }

    @ParameterizedTest(name = "{0}, seed {1}")
    @CsvSource({
        "KILL_ONE, 1",
        "KILL_ONE, 2",
        "FREEZE, 3",
        "DATABASE_RESTART, 4",
        "ROLLING_RESTART, 5",
        "KILL_ALL, 6",
        "PARTITION, 7"
    })
    void losesAndDoublesNothing(Scenario scenario, long seed) throws Exception {
        Rounds rounds = clusterFor(scenario);
        try {
            Rounds.Summary summary = rounds.round(scenario, seed);
            LOG.atInfo().log(summary.toString());
            assertThat(summary.inFlight()).isEqualTo(SERVICES);
        } catch (Exception | AssertionError e) {
            LOG.atError().log(rounds.diagnosis());
            end();
            throw e;
        }
    }

    private Rounds clusterFor(Scenario scenario) throws Exception {
        boolean cut = scenario == Scenario.PARTITION;
        Rounds there = cluster;
        if (there == null || (cut && !canBeCut)) {
            end();
            there = ClusterScenarios.begin(scenario, SERVICES);
            cluster = there;
            canBeCut = cut;
        }
        return there;
    }
}
