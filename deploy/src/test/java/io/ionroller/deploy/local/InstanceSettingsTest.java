package io.ionroller.deploy.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.ionroller.engine.model.PlatformSettings;
import io.ionroller.engine.model.Violation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class InstanceSettingsTest {

    @Test
    void acceptsTheSettingsOfTheManual() {
        assertThat(check(Map.of(
                        "command",
                        List.of("python3", "app.py", "--port", "{port}", "--version", "{version}"),
                        "working_dir",
                        "/tmp",
                        "instances",
                        2,
                        "listen",
                        8080,
                        "env",
                        Map.of("GREETING", "hi from {environment}", "JSON", "{\"a\": 1}"))))
                .isEmpty();
        assertThat(check(Map.of(
                        "command",
                        List.of("app"),
                        "listen",
                        8080,
                        "env",
                        Map.of("A", Map.of("secret", "env:A_SECRET"), "B", Map.of("secret", "file:/run/secrets/b")))))
                .isEmpty();
        assertThat(check(Map.of("image", "registry/hello:{version}", "container_port", 80, "listen", 8080)))
                .isEmpty();
    }

    @Test
    void refusesSecretsThatAreNoReferences() {
        assertThat(check(Map.of(
                        "command",
                        List.of("app"),
                        "listen",
                        8080,
                        "env",
                        Map.of("A", Map.of("secret", "hunter2"), "B", Map.of("value", "x")))))
                .extracting(Violation::field)
                .containsExactlyInAnyOrder("env.A.secret", "env.B.secret", "env.B.value");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    listen      | 0          | a whole number from 1 to 65535
                    listen      | 65536      | a whole number from 1 to 65535
                    instances   | 0          | a whole number from 1 to 100
                    instances   | 101        | a whole number from 1 to 100
                    """)
    void refusesNumbersOutOfRange(String field, long value, String wanted) {
        Map<String, Object> settings = good();
        settings.put(field, value);
        assertThat(check(settings)).containsExactly(new Violation(field, Long.toString(value), wanted));
    }

    @Test
    void refusesAPlaceholderWithoutMeaning() {
        Map<String, Object> settings = good();
        settings.put("command", List.of("app", "{prot}"));
        settings.put("env", Map.of("A", "{host}"));
        assertThat(check(settings))
                .extracting(Violation::sentence)
                .containsExactlyInAnyOrder(
                        "command[1]: got \"{prot}\", wanted no placeholder {prot}; known are {port}, {version}, {environment}",
                        "env.A: got \"{host}\", wanted no placeholder {host}; known are {port}, {version}, {environment}");
    }

    @Test
    void refusesWhatIsMissingOrBoth() {
        assertThat(check(Map.of())).extracting(Violation::field).containsExactlyInAnyOrder("command", "listen");
        Map<String, Object> both = good();
        both.put("image", "app");
        both.put("container_port", 80);
        assertThat(check(both)).extracting(Violation::field).containsExactly("image");
        Map<String, Object> empty = good();
        empty.put("command", List.of());
        assertThat(check(empty)).extracting(Violation::field).containsExactly("command");
    }

    @Test
    void refusesAFolderThatIsNotThere() {
        Map<String, Object> settings = good();
        settings.put("working_dir", "/no/such/folder");
        assertThat(check(settings))
                .containsExactly(
                        new Violation("working_dir", "\"/no/such/folder\"", "a folder that exists on this machine"));
        settings.put("working_dir", "relative");
        assertThat(check(settings)).extracting(Violation::wanted).containsExactly("an absolute path");
    }

    @Test
    void refusesWrongTypes() {
        assertThat(check(Map.of("command", "python3 app.py", "listen", "8080", "env", List.of())))
                .extracting(Violation::field)
                .containsExactlyInAnyOrder("command", "listen", "env");
    }

    @Test
    void saysWhichContainerProgramIsMissing(@TempDir Path bin) throws IOException {
        assertThat(new ContainerProgram(bin.toString()).find().missing())
                .isEqualTo("no docker on the PATH; no podman on the PATH");
        program(bin.resolve("docker"), "echo 'Cannot connect to the daemon' >&2; exit 1");
        assertThat(new ContainerProgram(bin.toString()).find().missing())
                .isEqualTo("docker does not work: Cannot connect to the daemon; no podman on the PATH");
        program(bin.resolve("podman"), "exit 0");
        assertThat(new ContainerProgram(bin.toString()).find().program()).contains(bin.resolve("podman"));
    }

    private static void program(Path file, String text) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + text + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private static Map<String, Object> good() {
        return new HashMap<>(Map.of("command", List.of("app", "{port}"), "listen", 8080));
    }

    private static List<Violation> check(Map<String, Object> settings) {
        return InstanceSettings.check(new PlatformSettings("local", settings));
    }
}
