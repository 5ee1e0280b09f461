package io.ionroller.engine.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.ionroller.engine.json.MessageJson;
import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.Weight;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever happens, {@link Invariants} hold; and once the world turns benign, everything comes to its end. */
class RandomHistoriesTest {

    private static final int HISTORIES = 50;
    private static final int COMMANDS = 120;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void invariantsHoldAndEverythingEnds(long seed) {
        SplittableRandom seeds = new SplittableRandom(seed);
        for (int i = 0; i < HISTORIES; i++) {
            RandomHistory history = new RandomHistory(seeds.split());
            try {
                history.live(COMMANDS);
                assertThat(history.owner().replayed()).isEqualTo(history.owner().state());
                assertThat(sentToAnotherNode(history.owner().state()))
                        .isEqualTo(history.owner().state());
                history.worldTurnsBenign();
                everythingHasEnded(history);
                assertThat(history.owner().replayed()).isEqualTo(history.owner().state());
            } catch (AssertionError | RuntimeException failed) {
                throw new AssertionError(
                        "seed " + seed + ", history " + i + ", after " + tail(history) + ": " + failed.getMessage(),
                        failed);
            }
        }
    }

    private static ServiceState sentToAnotherNode(ServiceState state) {
        try {
            return MessageJson.mapper().readValue(MessageJson.mapper().writeValueAsBytes(state), ServiceState.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void everythingHasEnded(RandomHistory history) {
        ServiceState state = history.owner().state();
        assertThat(state.rollout()).as("rollout: " + Sentences.of(state)).isNull();
        assertThat(state.queued()).as("queued").isNull();
        assertThat(state.releases().values())
                .allMatch(release -> release.phase().terminal());
        assertThat(history.onlyWatches()).as("owed: " + history.owner().owed()).isTrue();
        EnvironmentId stable = state.stable();
        Map<EnvironmentId, Weight> wanted = stable == null ? Map.of() : Map.of(stable, Weight.FULL);
        assertThat(state.traffic().intended()).as("intended").isEqualTo(wanted);
        assertThat(history.world().router()).as("router").isEqualTo(wanted);
        assertThat(state.environments().keySet())
                .as("environments")
                .isEqualTo(wanted.keySet())
                .allMatch(history.world()::healthy);
        assertThat(history.world().environments())
                .as("nothing is left behind")
                .containsExactlyElementsOf(wanted.keySet());
    }

    private static String shortly(ServiceEvent event) {
        return event instanceof ServiceEvent.ConfigurationChanged changed
                ? "ConfigurationChanged " + changed.revision()
                : event.toString();
    }

    private static String tail(RandomHistory history) {
        var events = history.owner().events();
        return events.subList(Math.max(0, events.size() - 40), events.size()).stream()
                .map(event -> "\n  " + shortly(event))
                .reduce("", String::concat);
    }
}
