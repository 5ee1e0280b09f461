package io.ionroller.api.cli.follow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.ionroller.api.view.EventView;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PauseHintTest {

    @ParameterizedTest
    @CsvSource({"manual, ionroller promote hello", "requested, ionroller resume hello", "held, ionroller resume hello"})
    void namesTheCommandThatGoesOn(String reason, String command) {
        assertThat(PauseHint.of(event("rollout-paused", reason)).orElseThrow()).contains(command);
    }

    @Test
    void saysNothingAboutPausesThatEndByThemselvesAndOtherEvents() {
        assertThat(PauseHint.of(event("rollout-paused", "timed"))).isEmpty();
        assertThat(PauseHint.of(event("step-started", "manual"))).isEmpty();
    }

    private static EventView event(String type, String reason) {
        return new EventView(
                1,
                "hello",
                1,
                type,
                Instant.EPOCH,
                "ann",
                "start-release",
                "hello#1",
                2L,
                null,
                "2.0.0",
                null,
                "Paused.",
                JsonNodeFactory.instance.objectNode().put("reason", reason));
    }
}
