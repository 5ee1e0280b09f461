package io.ionroller.api.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.ionroller.api.cli.client.Target;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ionroller drop}. */
@Command(name = "drop", description = "Removes the environments of a version, each as soon as it is drained.")
final class DropCommand implements Callable<Integer> {

    private final RootCommand root;

    @Parameters(index = "0", paramLabel = "SERVICE", description = "The service.")
    private String service = "";

    @Parameters(index = "1", paramLabel = "VERSION", description = "The version whose environments go.")
    private String version = "";

    @Option(names = "--force", description = "Also those that are in use: their traffic ends.")
    private boolean force;

    DropCommand(RootCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() {
        root.session()
                .tell(
                        "POST",
                        Target.of("services", service, "drop"),
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("version", version)
                                .put("force", force));
        return ExitCode.OK;
    }
}
