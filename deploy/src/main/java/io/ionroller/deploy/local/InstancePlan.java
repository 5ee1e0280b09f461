package io.ionroller.deploy.local;

import io.ionroller.deploy.local.process.Launch;
import io.ionroller.deploy.settings.Variable;
import io.ionroller.engine.platform.EnvironmentSpec;
import io.ionroller.engine.platform.PlatformException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * How the instances of an environment are run. A container runs under its program in the foreground, so that it is claimed,
 * watched and ended like any process; its name is the instance's, so that the daemon refuses a second one, and what a killed
 * program leaves behind is removed by name.
 */
final class InstancePlan implements Launch.Plan {

    private final EnvironmentSpec spec;
    private final InstanceSettings settings;
    private final Supplier<ContainerProgram.Found> containers;

    InstancePlan(EnvironmentSpec spec, InstanceSettings settings, Supplier<ContainerProgram.Found> containers) {
        this.spec = spec;
        this.settings = settings;
        this.containers = containers;
    }

    @Override
    public Launch launch(String instance, int port) {
        String image = settings.image();
        if (image != null) {
            return container(image, instance, port);
        }
        Map<String, String> values = values(port);
        return new Launch(
                settings.command().stream()
                        .map(part -> Placeholders.fill(part, values))
                        .toList(),
                env(values),
                settings.workingFolder(),
                List.of());
    }

    private Launch container(String image, String instance, int port) {
        ContainerProgram.Found found = containers.get();
        String program = found.program()
                .map(Path::toString)
                .orElseThrow(() -> new PlatformException(
                        PlatformException.Kind.RETRYABLE, "cannot run image " + image + ": " + found.missing()));
        String name = "ionroller-" + spec.id() + "-" + instance;
        Map<String, String> values = values(settings.containerPort());
        List<String> command = new ArrayList<>(List.of(program, "run", "--rm", "--name", name));
        command.addAll(List.of("--label", "ionroller.environment=" + spec.id()));
        command.addAll(List.of("--publish", "127.0.0.1:" + port + ":" + settings.containerPort()));
        // By name only: the program passes its own variable on, and no value stands in the list of processes.
        Map<String, String> env = env(values);
        env.keySet().forEach(variable -> command.addAll(List.of("--env", variable)));
        command.add(Placeholders.fill(image, values));
        return new Launch(command, env, settings.workingFolder(), List.of(program, "rm", "--force", name));
    }

    private Map<String, String> values(int port) {
        return Map.of(
                "port", Integer.toString(port),
                "version", spec.version().value(),
                "environment", spec.id().toString());
    }

    private Map<String, String> env(Map<String, String> values) {
        Map<String, String> filled = new LinkedHashMap<>();
        settings.env()
                .forEach((name, variable) -> filled.put(
                        name,
                        switch (variable) {
                            case Variable.Plain<SecretSource>(String text) -> Placeholders.fill(text, values);
                            case Variable.Secret<SecretSource>(SecretSource source) -> source.value(System.getenv());
                        }));
        return filled;
    }
}
