package io.ionroller.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code ./ionroller} in a source tree whose {@code mvnw} and whose {@code java} are scripts that say what they were asked.
 */
@Timeout(60)
@DisabledOnOs(OS.WINDOWS)
final class LauncherTest {

    private static final Path REAL = root();

    @TempDir
    private Path folder;

    private Path tree;
    private Path jdk;

    @BeforeEach
    void makeATreeAndAJdk() throws IOException {
        tree = Files.createDirectories(folder.resolve("a tree"));
        Files.createDirectories(tree.resolve(".mvn"));
        Files.createDirectories(tree.resolve("engine/src/main/java"));
        Files.copy(REAL.resolve(".mvn/jdk.sh"), tree.resolve(".mvn/jdk.sh"));
        Files.copy(REAL.resolve("ionroller"), tree.resolve("ionroller"));
        Files.writeString(tree.resolve("pom.xml"), "<project/>");
        Files.writeString(tree.resolve("engine/src/main/java/A.java"), "class A {}");
        script(tree.resolve("mvnw"), """
                echo "mvnw $*" >>builds
                sleep 0.2
                mkdir -p api/target/app/lib && touch api/target/app/lib/ionroller.jar""");
        jdk = folder.resolve("jdk");
        script(jdk.resolve("bin/javac"), "true");
        script(jdk.resolve("bin/java"), "printf '<%s>' \"$@\"; exit 7");
        Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"25.0.1\"\n");
        age(tree.resolve("engine/src/main/java/A.java"));
        age(tree.resolve("engine/src/main/java"));
        age(tree.resolve("engine/src/main"));
        age(tree.resolve("pom.xml"));
    }

    @Test
    void buildsOnceAndThenOnlyRuns() throws Exception {
        Ended first = run(tree.resolve("ionroller"), "status", "a b");
        Ended second = run(tree.resolve("ionroller"), "status", "a b");
        assertThat(first.err())
                .matches("(?s)Building ION-Roller \\(first start, a few minutes\\)\\.\\.\\. done in \\d+ s\n");
        assertThat(second.err()).isEmpty();
        assertThat(second.out())
                .contains("<-XX:+UseSerialGC>")
                .endsWith("<-jar><" + tree.toRealPath() + "/api/target/app/lib/ionroller.jar><status><a b>");
        assertThat(second.exitCode()).isEqualTo(7);
        assertThat(builds()).hasSize(1);
    }

    @Test
    void buildsAgainWhenASourceIsNewerOrGone() throws Exception {
        run(tree.resolve("ionroller"), "version");
        Files.setLastModifiedTime(
                tree.resolve("engine/src/main/java/A.java"),
                FileTime.from(Instant.now().plusSeconds(5)));
        run(tree.resolve("ionroller"), "version");
        Files.delete(tree.resolve("engine/src/main/java/A.java"));
        Files.setLastModifiedTime(
                tree.resolve("engine/src/main/java"),
                FileTime.from(Instant.now().plusSeconds(5)));
        run(tree.resolve("ionroller"), "version");
        assertThat(builds()).hasSize(3);
    }

    @Test
    void showsTheEndOfTheLogWhenTheBuildFails() throws Exception {
        script(tree.resolve("mvnw"), "echo '[ERROR] A.java: no such thing'; exit 1");
        Ended failed = run(tree.resolve("ionroller"), "version");
        assertThat(failed.exitCode()).isEqualTo(1);
        assertThat(failed.out()).isEmpty();
        assertThat(failed.err())
                .contains("failed after", "[ERROR] A.java: no such thing")
                .endsWith("The whole log: " + tree.toRealPath() + "/target/launcher/build.log\n");
    }

    @Test
    void buildsOnceWhenSeveralStartTogether() throws Exception {
        List<Process> together = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            together.add(process(tree.resolve("ionroller"), "version").start());
        }
        for (Process one : together) {
            assertThat(one.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(one.exitValue()).isEqualTo(7);
        }
        assertThat(builds()).hasSize(1);
    }

    @Test
    void startsThroughLinksAndFromOtherFolders() throws Exception {
        Path bin = Files.createDirectories(folder.resolve("bin"));
        Files.createSymbolicLink(bin.resolve("direct"), tree.resolve("ionroller"));
        Files.createSymbolicLink(bin.resolve("relative"), Path.of("../a tree/ionroller"));
        Files.createSymbolicLink(bin.resolve("twice"), Path.of("relative"));
        for (String link : List.of("direct", "relative", "twice")) {
            assertThat(run(bin.resolve(link), "version").out()).endsWith("<version>");
        }
        assertThat(builds()).hasSize(1);
    }

    @Test
    void runsTheServerWithoutTheOptionsOfShortCommandsWhateverComesBefore() throws Exception {
        assertThat(run(tree.resolve("ionroller"), "--server", "demo", "-o", "json", "server", "--port", "0")
                        .out())
                .doesNotContain("UseSerialGC")
                .contains("<@" + tree.toRealPath() + "/api/target/app/lib/server.jvm>")
                .endsWith("<--server><demo><-o><json><server><--port><0>");
        assertThat(run(tree.resolve("ionroller"), "release", "demo", "1").out()).contains("UseSerialGC");
    }

    @Test
    void runsAnInstallationWithoutSources() throws Exception {
        Path installed =
                Files.createDirectories(folder.resolve("installed/lib")).getParent();
        Files.copy(tree.resolve("ionroller"), installed.resolve("ionroller"));
        Files.copy(tree.resolve(".mvn/jdk.sh"), installed.resolve("lib/jdk.sh"));
        assertThat(run(installed.resolve("ionroller"), "version").err()).contains("ionroller.jar is missing");
        Files.createFile(installed.resolve("lib/ionroller.jar"));
        Files.createFile(installed.resolve("lib/ionroller.aot"));
        assertThat(run(installed.resolve("ionroller"), "version").out())
                .contains("<-XX:AOTCache=" + installed.toRealPath() + "/lib/ionroller.aot>")
                .endsWith("<version>");
    }

    @Test
    void saysWhatToInstallWhenThereIsNoJdk() throws Exception {
        Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"17.0.1\"\n");
        String search = Files.readString(tree.resolve(".mvn/jdk.sh"));
        Files.writeString(tree.resolve(".mvn/jdk.sh"), search.replace("wanted_jdk=25", "wanted_jdk=999"));
        Ended none = run(tree.resolve("ionroller"), "version");
        assertThat(none.err()).contains("needs a JDK 999 or newer", "JAVA_HOME");
        assertThat(none.exitCode()).isEqualTo(1);
    }

    private record Ended(int exitCode, String out, String err) {}

    private Ended run(Path launcher, String... arguments) throws IOException, InterruptedException {
        Path err = Files.createTempFile(folder, "err", ".txt");
        Process process = process(launcher, arguments)
                .redirectError(err.toFile())
                .redirectOutput(ProcessBuilder.Redirect.PIPE)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), out, Files.readString(err));
    }

    private ProcessBuilder process(Path launcher, String... arguments) {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("JAVA_HOME", jdk.toString());
        builder.environment().remove("IONROLLER_JAVA_OPTS");
        return builder;
    }

    private List<String> builds() throws IOException {
        return Files.readAllLines(tree.resolve("builds"));
    }

    private static void script(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + text + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private static void age(Path path) throws IOException {
        Files.setLastModifiedTime(path, FileTime.from(Instant.now().minusSeconds(60)));
    }

    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("mvnw"))) {
            folder = folder.getParent();
        }
        return folder;
    }
}
