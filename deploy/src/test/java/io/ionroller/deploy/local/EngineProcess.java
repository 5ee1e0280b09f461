package io.ionroller.deploy.local;

import com.typesafe.config.ConfigFactory;
import io.ionroller.engine.model.HealthCheck;
import io.ionroller.engine.model.PlatformSettings;
import io.ionroller.engine.model.Version;
import io.ionroller.engine.model.Weight;
import io.ionroller.engine.platform.EnvironmentSpec;
import io.ionroller.engine.platform.TrafficSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** An engine in a process of its own, to be killed: {@code EngineProcess <folder> <listen> <instances>}. */
public final class EngineProcess {

    private EngineProcess() {}

    static Process start(Path folder, int listen, int instances) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                EngineProcess.class.getName()));
        command.addAll(List.of(folder.toString(), Integer.toString(listen), Integer.toString(instances)));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    static EnvironmentSpec spec(int listen, int instances) {
        return new EnvironmentSpec(
                LocalScene.id(1),
                new Version("1.0.0"),
                1,
                new PlatformSettings(
                        "local",
                        Map.of(
                                "command", SampleInstance.command("well"),
                                "instances", instances,
                                "listen", listen)),
                new HealthCheck("/health", Duration.ofMillis(50), 2, 3, Duration.ofSeconds(2)));
    }

    public static void main(String[] arguments) throws Exception {
        ActorSystem<Void> system = ActorSystem.create(
                Behaviors.empty(),
                "engine",
                ConfigFactory.parseString("pekko.loglevel = WARNING").withFallback(ConfigFactory.load()));
        LocalPlatform platform = LocalPlatform.open(Path.of(arguments[0]), system, Ground.settings());
        EnvironmentSpec spec = spec(Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
        System.out.println("open");
        LocalScene.answer(platform.ensureEnvironment(spec, LocalScene.effect(1, "create")));
        System.out.println("ensured");
        LocalScene.until(
                () -> LocalScene.answer(platform.observeEnvironment(spec)).ready());
        LocalScene.answer(platform.ensureTraffic(
                new TrafficSpec(
                        LocalScene.SERVICE,
                        1,
                        spec.platform(),
                        Map.of(LocalScene.id(1), Weight.FULL),
                        List.of(),
                        List.of(spec)),
                LocalScene.effect(1, "shift-1")));
        System.out.println("serving");
        Thread.sleep(Duration.ofMinutes(1));
    }
}
