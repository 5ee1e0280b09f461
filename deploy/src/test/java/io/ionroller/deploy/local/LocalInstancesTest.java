package io.ionroller.deploy.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ionroller.engine.platform.EnvironmentObservation;
import io.ionroller.engine.platform.InstanceObservation;
import io.ionroller.engine.platform.InstanceObservation.State;
import io.ionroller.engine.platform.PlatformException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Instances that are unwell, stubborn or in each other's way. */
final class LocalInstancesTest {

    private final LocalScene scene;

    LocalInstancesTest() throws IOException {
        scene = new LocalScene();
    }

    @AfterEach
    void close() throws IOException {
        scene.close();
    }

    @Test
    void anUnhealthyInstanceSaysWhatItAnswered() throws IOException {
        scene.create(1, 1, "sick");
        LocalScene.until(() -> instance(1).state() == State.UNHEALTHY);
        assertThat(instance(1).detail()).isEqualTo("GET /health answered 503");
        assertThat(scene.observe(1).ready()).isFalse();
    }

    /** The sample writes the variable into its output, which is the one place where it may be. */
    @Test
    void anInstanceGetsASecretThatThePlatformKeepsNowhere(@TempDir Path folder) throws IOException {
        Path secret = Files.writeString(folder.resolve("greeting"), "sesame-7f3a\n");
        scene.env = Map.of("GREETING", Map.of("secret", "file:" + secret));
        scene.ready(1, 1);
        List<Path> holding = new ArrayList<>();
        try (Stream<Path> files = Files.walk(scene.ground.folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (Files.readString(file, StandardCharsets.ISO_8859_1).contains("sesame-7f3a")) {
                    holding.add(file.getFileName());
                }
            }
        }
        assertThat(holding).containsExactly(Path.of("output.log"));
    }

    @Test
    void anInstanceThatWasKilledSaysBySignal() throws IOException {
        scene.ready(1, 1);
        kill();
        LocalScene.until(() -> instance(1).state() == State.EXITED);
        assertThat(instance(1).detail()).contains("ended by signal 9").contains("instance of 1.0.0");
        assertThat(scene.observe(1).exists()).isTrue();
    }

    @Test
    void aDeadInstanceComesBackOnItsPortAndOnce() throws IOException {
        scene.ready(1, 2);
        List<String> addresses = addresses();
        kill();
        LocalScene.until(() -> scene.observe(1).running() == 1);
        List<CompletionStage<EnvironmentObservation>> repairs = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            repairs.add(scene.platform.ensureEnvironment(scene.spec(1, 2, "well"), LocalScene.effect(1, "repair-1")));
        }
        repairs.forEach(LocalScene::answer);
        LocalScene.until(() -> scene.observe(1).ready());
        assertThat(scene.ground.processes()).hasSize(2);
        assertThat(addresses()).isEqualTo(addresses);
    }

    @Test
    void removalEndsTheWholeFamilyAlsoWhenItDoesNotWantTo() throws IOException {
        scene.create(1, 1, "stubborn");
        LocalScene.until(() -> scene.observe(1).ready());
        List<ProcessHandle> family = new ArrayList<>();
        for (long pid : scene.ground.processes()) {
            ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
            family.add(process);
            process.descendants().forEach(family::add);
        }
        assertThat(family).hasSizeGreaterThanOrEqualTo(2);
        scene.shift(Map.of());
        assertThat(scene.remove(1).exists()).isFalse();
        LocalScene.until(() -> family.stream().noneMatch(ProcessHandle::isAlive));
        assertThat(scene.ground.processes()).isEmpty();
    }

    @Test
    void outputCanBeReadAfterTheRemoval() throws IOException {
        scene.ready(1, 1);
        var spec = scene.spec(1, 1, "well");
        scene.shift(Map.of());
        scene.remove(1);
        assertThat(LocalScene.answer(scene.platform.output(spec, "1", 10)).getFirst())
                .startsWith("instance of 1.0.0");
    }

    @Test
    void aPortInUseFailsTheCreation() throws IOException {
        try (ServerSocket other = new ServerSocket(scene.listen, 1, InetAddress.getLoopbackAddress())) {
            assertThat(other.isBound()).isTrue();
            assertThatThrownBy(() -> scene.create(1, 1, "well"))
                    .isInstanceOf(PlatformException.class)
                    .hasMessageContaining("127.0.0.1:" + scene.listen)
                    .extracting("kind")
                    .isEqualTo(PlatformException.Kind.TERMINAL);
        }
        assertThat(scene.ground.processes()).isEmpty();
        scene.ready(1, 1);
    }

    private void kill() throws IOException {
        ProcessHandle.of(scene.ground.processes().getFirst()).orElseThrow().destroyForcibly();
    }

    private List<String> addresses() {
        return scene.observe(1).instances().stream()
                .map(InstanceObservation::address)
                .toList();
    }

    private InstanceObservation instance(long release) {
        return scene.observe(release).instances().getFirst();
    }
}
