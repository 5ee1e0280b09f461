package io.ionroller.api.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.ionroller.api.cli.client.Target;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The commands that steer the rollout in flight. */
abstract sealed class RolloutCommand implements Callable<Integer> {

    private final RootCommand root;
    private final String verb;

    @Parameters(index = "0", paramLabel = "SERVICE", description = "The service.")
    private String service = "";

    private RolloutCommand(RootCommand root, String verb) {
        this.root = root;
        this.verb = verb;
    }

    @Nullable
    JsonNode body() {
        return null;
    }

    @Override
    public Integer call() {
        root.session().tell("POST", Target.of("services", service, "rollout", verb), body());
        return ExitCode.OK;
    }

    /** {@code ionroller promote}. */
    @Command(
            name = "promote",
            description = "Ends the pause or the bake of the rollout in flight, which goes on at once.")
    static final class Promote extends RolloutCommand {

        @Option(names = "--full", description = "Skip all remaining steps too: straight to full weight.")
        private boolean full;

        Promote(RootCommand root) {
            super(root, "promote");
        }

        @Override
        @Nullable
        JsonNode body() {
            return JsonNodeFactory.instance.objectNode().put("full", full);
        }
    }

    /** {@code ionroller pause}. */
    @Command(name = "pause", description = "Stops the rollout in flight before its next step.")
    static final class Pause extends RolloutCommand {
        Pause(RootCommand root) {
            super(root, "pause");
        }
    }

    /** {@code ionroller resume}. */
    @Command(name = "resume", description = "Ends a pause.")
    static final class Resume extends RolloutCommand {
        Resume(RootCommand root) {
            super(root, "resume");
        }
    }

    /** {@code ionroller abort}. */
    @Command(
            name = "abort",
            description = "Ends the rollout in flight; all traffic goes back to where it started from.")
    static final class Abort extends RolloutCommand {
        Abort(RootCommand root) {
            super(root, "abort");
        }
    }
}
