package io.ionroller.deploy.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ionroller.engine.model.Weight;
import io.ionroller.engine.platform.EnvironmentObservation;
import io.ionroller.engine.platform.EnvironmentSpec;
import io.ionroller.engine.platform.TrafficObservation;
import io.ionroller.engine.platform.TrafficSpec;
import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is found after an engine was killed. */
final class LocalRecoveryTest {

    private final Ground ground;
    private final int listen;

    LocalRecoveryTest() throws IOException {
        ground = new Ground();
        listen = Ground.freePort();
    }

    @AfterEach
    void close() throws IOException {
        ground.close();
    }

    @Test
    void instancesAndTrafficOutliveTheEngine() throws Exception {
        Process engine = EngineProcess.start(ground.folder, listen, 2);
        awaitLine(engine, "serving");
        engine.destroyForcibly().waitFor();
        List<Long> before = ground.processes();
        assertThat(before).hasSize(2);

        LocalPlatform platform = ground.open();
        EnvironmentSpec spec = EngineProcess.spec(listen, 2);
        LocalScene.until(
                () -> LocalScene.answer(platform.observeEnvironment(spec)).ready());
        TrafficObservation traffic = LocalScene.answer(platform.observeTraffic(
                new TrafficSpec(LocalScene.SERVICE, 1, spec.platform(), Map.of(), List.of(), List.of())));
        assertThat(traffic.weights()).isEqualTo(Map.of(LocalScene.id(1), Weight.FULL));
        try (RawClient client = new RawClient(listen)) {
            assertThat(client.get("/").body()).startsWith("1.0.0");
        }
        EnvironmentObservation again =
                LocalScene.answer(platform.ensureEnvironment(spec, LocalScene.effect(1, "create")));
        assertThat(again.ready()).isTrue();
        assertThat(ground.processes()).isEqualTo(before);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void anEngineKilledWhileStartingDoublesNothing(long seed) throws Exception {
        int instances = 6;
        Process engine = EngineProcess.start(ground.folder, listen, instances);
        awaitLine(engine, "open");
        // From before the first fork to after the last claim, a tenth of a second.
        assertThat(engine.waitFor(new SplittableRandom(seed).nextLong(100), TimeUnit.MILLISECONDS))
                .isFalse();
        engine.destroyForcibly().waitFor();

        LocalPlatform platform = ground.open();
        EnvironmentSpec spec = EngineProcess.spec(listen, instances);
        LocalScene.answer(platform.ensureEnvironment(spec, LocalScene.effect(1, "create")));
        LocalScene.until(
                () -> LocalScene.answer(platform.observeEnvironment(spec)).ready());
        assertThat(ground.processes()).hasSize(instances);
        // Every process that has this folder in its command line or its log, whatever the claims say.
        assertThat(running(ground.folder.toString())).hasSize(instances);
    }

    @Test
    void aSecondEngineIsKeptOut() throws Exception {
        Process engine = EngineProcess.start(ground.folder, listen, 1);
        awaitLine(engine, "open");
        try {
            assertThatThrownBy(ground::open)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("another engine uses")
                    .hasMessageContaining(ground.folder.getFileName().toString());
        } finally {
            awaitLine(engine, "serving");
            engine.destroyForcibly().waitFor();
        }
    }

    /** Sample instances whose output goes into the folder. */
    private static List<Long> running(String folder) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").contains("SampleInstance"))
                .filter(process -> {
                    try {
                        return java.nio.file.Files.readSymbolicLink(
                                        java.nio.file.Path.of("/proc", Long.toString(process.pid()), "fd", "1"))
                                .toString()
                                .contains(folder);
                    } catch (IOException gone) {
                        return false;
                    }
                })
                .map(ProcessHandle::pid)
                .toList();
    }

    private static void awaitLine(Process engine, String wanted) throws IOException {
        BufferedReader out = engine.inputReader();
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        for (String line = out.readLine(); line != null && System.nanoTime() < end; line = out.readLine()) {
            if (line.equals(wanted)) {
                return;
            }
        }
        throw new AssertionError("the engine did not say " + wanted);
    }
}
