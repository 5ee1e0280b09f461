package io.ionroller.api.cli;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code ionroller completion}. */
@Command(
        name = "completion",
        description = {
            "Prints a completion script for bash and zsh.",
            "  source <(ionroller completion)      in ~/.bashrc or ~/.zshrc"
        })
final class CompletionCommand implements Runnable {

    private final RootCommand root;

    @Spec
    private @Nullable CommandSpec spec;

    CompletionCommand(RootCommand root) {
        this.root = root;
    }

    @Override
    public void run() {
        CommandSpec tree = Objects.requireNonNull(spec).root();
        root.out().print(AutoComplete.bash(tree.name(), tree.commandLine()));
    }
}
