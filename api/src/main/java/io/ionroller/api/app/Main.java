package io.ionroller.api.app;

import io.ionroller.api.cli.CommandTree;
import io.ionroller.api.cli.Surroundings;
import java.util.Objects;

/** Where the process begins: the command line, with the commands that run the engine itself. */
public final class Main {

    private Main() {}

    /** Runs one command and ends with its exit code. */
    public static void main(String[] arguments) {
        System.exit(CommandTree.create(
                        Surroundings.ofProcess(),
                        new ServerCommand(System.out, System.err),
                        new DemoCommand(System.out),
                        new AdminTokenCommand(System.out, System.err),
                        new RebuildCommand(System.out, System.err),
                        new MigrateStoreCommand(System.out, System.err),
                        new RehearsalCommand(System.out))
                .execute(arguments));
    }

    /** The version of this program; {@code development} outside its jar. */
    static String version() {
        return Objects.requireNonNullElse(Main.class.getPackage().getImplementationVersion(), "development");
    }
}
