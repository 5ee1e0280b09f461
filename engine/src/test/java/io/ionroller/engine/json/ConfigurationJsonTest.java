package io.ionroller.engine.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ionroller.engine.model.ConflictPolicy;
import io.ionroller.engine.model.Deadlines;
import io.ionroller.engine.model.HealthCheck;
import io.ionroller.engine.model.InvalidValueException;
import io.ionroller.engine.model.ServiceConfiguration;
import io.ionroller.engine.model.Step;
import io.ionroller.engine.model.Strategy;
import io.ionroller.engine.model.Violation;
import io.ionroller.engine.model.Weight;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationJsonTest {

    private static final String EXAMPLE = """
            { "platform": { "type": "local", "command": ["python3", "app.py", "--port", "{port}"],
                            "working_dir": "/srv/hello", "instances": 2, "listen": 8080, "env": { "GREETING": "hi", "A": "b" } },
              "health_check": { "path": "/health", "interval": "1s", "healthy_threshold": 2, "unhealthy_threshold": 3,
                                "timeout": "250ms" },
              "strategy": { "steps": [ {"weight": "10%"}, {"pause": "5s"}, {"weight": "50.25%"}, {"pause": "manual"},
                                       {"weight": "100%"} ] },
              "deadlines": { "creating": "5m", "verifying": "2m" }, "bake": "1m", "keep_unused_for": "2h",
              "on_conflict": "reject",
              "on_drift": "restore", "on_loss": "hold" }
            """;

    @Test
    void readsTheDocumentOfTheReadme() {
        ServiceConfiguration configuration = ConfigurationJson.read(EXAMPLE);

        assertThat(configuration.platform().type()).isEqualTo("local");
        assertThat(configuration.platform().settings())
                .containsEntry("instances", 2)
                .containsEntry("env", Map.of("GREETING", "hi", "A", "b"))
                .doesNotContainKey("type");
        assertThat(configuration.healthCheck())
                .isEqualTo(new HealthCheck("/health", Duration.ofSeconds(1), 2, 3, Duration.ofMillis(250)));
        assertThat(configuration.strategy().steps())
                .containsExactly(
                        new Step.SetWeight(new Weight(1_000)),
                        new Step.TimedPause(Duration.ofSeconds(5)),
                        new Step.SetWeight(new Weight(5_025)),
                        new Step.ManualPause(),
                        new Step.SetWeight(Weight.FULL));
        Duration five = Duration.ofMinutes(5);
        assertThat(configuration.deadlines()).isEqualTo(new Deadlines(five, Duration.ofMinutes(2), five, five));
        assertThat(configuration.bake()).isEqualTo(Duration.ofMinutes(1));
        assertThat(configuration.keepUnusedFor()).isEqualTo(Duration.ofHours(2));
        assertThat(configuration.onConflict()).isEqualTo(ConflictPolicy.REJECT);
    }

    @Test
    void whatIsLeftOutGetsItsStandardValue() {
        ServiceConfiguration configuration = ConfigurationJson.read("{\"platform\":{\"type\":\"simulated\"}}");

        assertThat(configuration.healthCheck()).isEqualTo(HealthCheck.standard());
        assertThat(configuration.strategy()).isEqualTo(Strategy.allAtOnce());
        assertThat(configuration.deadlines()).isEqualTo(Deadlines.standard());
        assertThat(configuration.bake()).isZero();
        assertThat(configuration.keepUnusedFor()).isEqualTo(ServiceConfiguration.STANDARD_KEEP_UNUSED_FOR);
        assertThat(configuration.onConflict()).isEqualTo(ConflictPolicy.QUEUE);
    }

    @Test
    void writesTheWholeDocumentAndReadsItAgain() {
        ServiceConfiguration configuration = ConfigurationJson.read(EXAMPLE);

        String written = ConfigurationJson.write(configuration);

        assertThat(ConfigurationJson.read(written)).isEqualTo(configuration);
        assertThat(ConfigurationJson.tree(configuration)).hasToString(written);
        assertThat(written).contains("\"env\":{\"GREETING\":\"hi\",\"A\":\"b\"}", "\"timeout\":\"250ms\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"all-at-once", "blue-green", "canary", "linear"})
    void writesAShorthandExpanded(String name) {
        ServiceConfiguration configuration = ConfigurationJson.read(with("\"strategy\":\"" + name + "\""));

        assertThat(configuration.strategy()).isEqualTo(Strategy.named(name));
        assertThat(ConfigurationJson.tree(configuration).path("strategy").path("steps"))
                .hasSize(Strategy.named(name).steps().size());
    }

    @Test
    void acceptsTheNameOfIonRoller1ForKeepUnusedFor() {
        assertThat(ConfigurationJson.read(with("\"remove_unused_after_minutes\":90"))
                        .keepUnusedFor())
                .isEqualTo(Duration.ofMinutes(90));
    }

    @Test
    void namesEveryViolationAtOnce() {
        List<Violation> violations = violations("""
                {"platform":{"command":null}, "health_check":{"interval":"1 s","timeout":5,"healthy_treshold":2},
                 "strategy":{"steps":[{"weight":"10%"},{"weight":10},{"pause":"0s"},{"wait":"1s"},{},
                                      {"weight":"1%","pause":"1s"}]},
                 "deadlines":{"creating":"25h"}, "bake":"1y", "on_conflict":"maybe", "on_loss":"cry",
                 "on_drift":1, "remove_unused_after_minutes":1.5}""");

        assertThat(violations)
                .extracting(Violation::field)
                .containsExactlyInAnyOrder(
                        "platform.type",
                        "health_check.interval",
                        "health_check.timeout",
                        "health_check.healthy_treshold",
                        "strategy.steps[1].weight",
                        "strategy.steps[2].pause",
                        "strategy.steps[3].wait",
                        "strategy.steps[4]",
                        "strategy.steps[5].pause",
                        "deadlines.creating",
                        "bake",
                        "on_conflict",
                        "on_loss",
                        "on_drift",
                        "remove_unused_after_minutes");
    }

    @Test
    void namesEveryWrongWeight() {
        assertThat(violations(with(
                        "\"strategy\":{\"steps\":[{\"weight\":\"50%\"},{\"weight\":\"10%\"},{\"weight\":\"90%\"}]}")))
                .extracting(Violation::sentence)
                .containsExactly(
                        "strategy.steps[1].weight: got \"10%\", wanted more than 50%",
                        "strategy.steps[2]: got weight 90%, wanted {\"weight\":\"100%\"} as the last step");
    }

    @ParameterizedTest
    @CsvSource({"helth_check,health_check", "keep_unused,keep_unused_for", "stratgy,strategy", "onconflict,on_conflict"
    })
    void asksWhatAMisspeltFieldShouldHaveBeen(String written, String meant) {
        assertThat(violations(with("\"" + written + "\":1"))).singleElement().satisfies(violation -> {
            assertThat(violation.field()).isEqualTo(written);
            assertThat(violation.wanted()).contains('"' + meant + '"', "did you mean");
        });
    }

    @Test
    void listsTheFieldsWhenNoneIsNear() {
        assertThat(violations(with("\"replicas\":1")).getFirst().wanted()).startsWith("one of platform, health_check");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0", "101", "1e9", "99999999999999999999999", "-1", "2.5", "\"2\"", "null", "true", "1e999"})
    void refusesAnAbsurdThreshold(String threshold) {
        assertThat(violations(with("\"health_check\":{\"healthy_threshold\":" + threshold + "}")))
                .isNotEmpty()
                .allSatisfy(violation -> assertThat(violation.field()).isEqualTo("health_check.healthy_threshold"));
    }

    @Test
    void refusesADuplicateFieldByItsPath() {
        assertThat(violations("{\"platform\":{\"type\":\"local\",\"env\":{\"A\":\"1\",\"A\":\"2\"}}}"))
                .extracting(Violation::field)
                .containsExactly("platform.env.A");
    }

    @Test
    void refusesNullsAndNumbersThatDoNotFitInPlatformSettings() {
        assertThat(violations("{\"platform\":{\"type\":\"local\",\"env\":{\"A\":null},\"x\":[1,null],\"y\":1e400}}"))
                .extracting(Violation::field)
                .containsExactlyInAnyOrder("platform.env.A", "platform.x[1]", "platform.y");
    }

    @Test
    void refusesBothNamesOfKeepUnusedFor() {
        assertThat(violations(with("\"keep_unused_for\":\"1h\",\"remove_unused_after_minutes\":60")))
                .extracting(Violation::field)
                .containsExactly("remove_unused_after_minutes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "{", "[]", "null", "7", "{} {}", "{\"platform\":}", "{'platform':1}", "\u0000"})
    void refusesWhatIsNoJsonObject(String text) {
        assertThatThrownBy(() -> ConfigurationJson.read(text)).isInstanceOf(InvalidValueException.class);
    }

    @Test
    void saysWhereBrokenJsonIsBroken() {
        assertThat(violations("{\n  \"bake\": oops\n}").getFirst().value()).startsWith("line 2, column 1");
    }

    @Test
    void refusesADocumentThatIsNestedTooDeeply() {
        String deep = "{\"platform\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}";

        assertThat(violations(deep).getFirst().value()).contains("32 nested levels");
    }

    @Test
    void refusesAStrategyOfTooManySteps() {
        String steps = "{\"pause\":\"1s\"},".repeat(100_000) + "{\"weight\":\"100%\"}";

        assertThat(violations(with("\"strategy\":{\"steps\":[" + steps + "]}")))
                .extracting(Violation::field)
                .containsExactly("strategy.steps");
    }

    private static String with(String field) {
        return "{\"platform\":{\"type\":\"local\"}," + field + "}";
    }

    private static List<Violation> violations(String json) {
        InvalidValueException refused =
                catchThrowableOfType(InvalidValueException.class, () -> ConfigurationJson.read(json));
        assertThat(refused).as(json).isNotNull();
        return refused.violations();
    }
}
