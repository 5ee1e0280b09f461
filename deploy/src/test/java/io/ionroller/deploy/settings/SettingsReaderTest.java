package io.ionroller.deploy.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.ionroller.engine.model.InvalidValueException;
import io.ionroller.engine.model.Violation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class SettingsReaderTest {

    @Test
    void readsObjectsInObjectsAndLists() {
        SettingsReader reader = new SettingsReader(
                Map.of("log", Map.of("driver", "local"), "ports", List.of(Map.of("host", 80), Map.of("host", 81))));
        assertThat(reader.object("log").orElseThrow().text("driver")).contains("local");
        assertThat(reader.objects("ports"))
                .extracting(port -> port.whole("host", 1, 100).orElseThrow())
                .containsExactly(80, 81);
        assertThat(reader.object("absent")).isEmpty();
        assertThat(reader.objects("none")).isEmpty();
        assertThat(reader.finish()).isEmpty();
        assertThat(reader.asked()).containsExactly("absent", "log", "log.driver", "none", "ports", "ports[].host");
    }

    @Test
    void tellsThePathOfWhatIsWrongInside() {
        SettingsReader reader =
                new SettingsReader(Map.of("a", Map.of("b", List.of(Map.of("c", 0, "unknown", true), "x")), "d", 1));
        SettingsReader inner = reader.object("a").orElseThrow().objects("b").getFirst();
        inner.whole("c", 1, 9);
        inner.refuse("", null, "something else");
        reader.objects("d");
        assertThat(reader.finish())
                .containsExactlyInAnyOrder(
                        new Violation("a.b[1]", "\"x\"", "an object"),
                        new Violation("a.b[0].c", "0", "a whole number from 1 to 9"),
                        new Violation("a.b[0]", "nothing", "something else"),
                        new Violation("d", "1", "a list of objects"),
                        new Violation("a.b[0].unknown", "true", "no such field; known are c"));
        assertThat(reader.refused("a")).isTrue();
        assertThat(inner.refused("c")).isTrue();
        assertThat(inner.refused("unknown")).isFalse();
        assertThat(reader.refused("c")).isFalse();
    }

    @Test
    void readsFlagsShapesAndSeconds() {
        SettingsReader reader = new SettingsReader(
                Map.of("yes", true, "no", "false", "id", "vpc-1", "short", "500ms", "long", "2h", "right", "90s"));
        assertThat(reader.flag("yes")).contains(true);
        assertThat(reader.flag("no")).isEmpty();
        assertThat(reader.flag("absent")).isEmpty();
        assertThat(reader.text("id", Pattern.compile("subnet-.*"), "a subnet")).isEmpty();
        assertThat(reader.seconds("short", Duration.ZERO, Duration.ofHours(1))).isEmpty();
        assertThat(reader.seconds("long", Duration.ZERO, Duration.ofHours(1))).isEmpty();
        assertThat(reader.seconds("right", Duration.ZERO, Duration.ofHours(1))).contains(Duration.ofSeconds(90));
        assertThat(reader.finish())
                .extracting(Violation::sentence)
                .containsExactly(
                        "no: got \"false\", wanted true or false",
                        "id: got \"vpc-1\", wanted a subnet",
                        "short: got \"500ms\", wanted whole seconds from 0s to 1h",
                        "long: got \"2h\", wanted whole seconds from 0s to 1h");
    }

    @Test
    void takesTheRefusalsOfConstructorsForItsOwn() {
        SettingsReader reader = new SettingsReader(Map.of("part", Map.of("one", "x", "list", List.of("y", "y"))));
        SettingsReader part = reader.object("part").orElseThrow();
        assertThat(part.value("one", SettingsReaderTest::refuse)).isEmpty();
        assertThat(part.values("list", text -> text)).containsExactly("y");
        int built = part.build(() -> refuse("z"), 7);
        assertThat(built).isEqualTo(7);
        assertThat(reader.finish())
                .containsExactly(
                        new Violation("part.one", "\"x\"", "nothing like it"),
                        new Violation("part.list[1]", "\"y\"", "no item twice"),
                        new Violation("part.field", "z", "nothing like it"));
    }

    private static Integer refuse(String text) {
        throw new InvalidValueException("field", text, "nothing like it");
    }

    @Test
    void tellsWhatIsMissingOnce() {
        SettingsReader reader = new SettingsReader(Map.of("wrong", 1));
        assertThat(reader.required("absent", reader.text("absent"), "a name", "stand-in"))
                .isEqualTo("stand-in");
        assertThat(reader.required("wrong", reader.text("wrong"), "a name", "stand-in"))
                .isEqualTo("stand-in");
        assertThat(reader.required("given", Optional.of("x"), "a name", "stand-in"))
                .isEqualTo("x");
        assertThat(reader.finish())
                .containsExactly(
                        new Violation("absent", "nothing", "a name"),
                        new Violation("wrong", "1", "a string that is not empty"));
    }
}
