package io.ionroller.deploy.local.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What to run for one instance.
 *
 * @param workingFolder where; absent for the engine's own
 * @param clearing a command that takes away what an earlier process of the slot may have left outside of it, such as a
 *     container; empty when there is nothing of the kind
 */
public record Launch(
        List<String> command,
        Map<String, String> environment,
        @Nullable Path workingFolder,
        List<String> clearing) {

    public Launch {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        clearing = List.copyOf(clearing);
    }

    /** How the instances of one environment are run. */
    @FunctionalInterface
    public interface Plan {
        Launch launch(String instance, int port);
    }
}
