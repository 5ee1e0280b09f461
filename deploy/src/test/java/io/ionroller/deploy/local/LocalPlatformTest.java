package io.ionroller.deploy.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.ionroller.deploy.PlatformContract;
import io.ionroller.deploy.local.storage.DurableFile;
import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.Version;
import io.ionroller.engine.model.Weight;
import io.ionroller.engine.platform.EnvironmentSpec;
import io.ionroller.engine.platform.InstanceObservation;
import io.ionroller.engine.platform.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class LocalPlatformTest extends PlatformContract {

    private final Ground ground;
    private final int listen;
    private LocalPlatform platform;

    LocalPlatformTest() throws IOException {
        ground = new Ground();
        listen = Ground.freePort();
    }

    @BeforeEach
    void open() throws IOException {
        platform = ground.open();
    }

    @AfterEach
    void close() throws IOException {
        ground.close();
    }

    @Override
    protected Platform platform() {
        return platform;
    }

    @Override
    protected Map<String, Object> settings(int instances) {
        return Map.of(
                "command",
                SampleInstance.command("well"),
                "instances",
                instances,
                "listen",
                listen,
                "env",
                Map.of("GREETING", "{environment}"));
    }

    @Override
    protected void kill(EnvironmentId environment, String instance) throws IOException {
        Path claim = ground.folder.resolve(environment.service() + "/" + environment + "/" + instance + "/claim-1");
        ProcessHandle.of(Long.parseLong(Files.readString(claim).split(" ")[0]))
                .orElseThrow()
                .destroyForcibly();
    }

    @Override
    protected void lose(EnvironmentSpec spec) throws IOException {
        for (var instance : done(platform.observeEnvironment(spec)).instances()) {
            kill(spec.id(), instance.name());
        }
        until(() -> done(platform.observeEnvironment(spec)).running() == 0);
        DurableFile.removeFolder(ground.folder.resolve(spec.id().service() + "/" + spec.id()));
    }

    /** Somebody edits the router's file while no engine runs. */
    @Override
    protected void changeWeights(Map<EnvironmentId, Weight> weights) throws IOException {
        platform.close();
        String text = weights.entrySet().stream()
                .map(entry ->
                        "\"" + entry.getKey() + "\": \"" + entry.getValue().percent() + "\"")
                .collect(Collectors.joining(", "));
        Files.writeString(
                ground.folder.resolve("hello/traffic.json"),
                "{\"listen\": " + listen + ", \"weights\": {" + text + "}}");
        platform = ground.open();
    }

    @Override
    protected void passTime() {
        // Real processes have real time.
    }

    @Test
    void anInstanceThatExitsSaysWhy() {
        var spec = withMode("exit", 1);
        done(platform.ensureEnvironment(spec, effect(1, "create")));
        until(() -> state(done(platform.observeEnvironment(spec)), "1") == InstanceObservation.State.EXITED);
        assertThat(done(platform.observeEnvironment(spec))
                        .instances()
                        .getFirst()
                        .detail())
                .contains("exited with status 3")
                .contains("cannot start: no such database");
    }

    private EnvironmentSpec withMode(String mode, int instances) {
        Map<String, Object> settings = new HashMap<>(settings(instances));
        settings.put("command", SampleInstance.command(mode));
        return new EnvironmentSpec(id(1), new Version("1.0.1"), 1, platformSettings(settings), QUICK);
    }
}
