package io.ionroller.api.app;

import io.ionroller.api.cli.CommandTree;
import io.ionroller.api.cli.Surroundings;

/** Where the process begins. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(CommandTree.create(Surroundings.ofProcess()).execute(arguments));
    }
}
