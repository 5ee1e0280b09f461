package io.ionroller.api.cli;

import io.ionroller.api.cli.client.ServerAddress;
import io.ionroller.api.cli.text.Paint;
import java.io.PrintStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The options that every command has. */
@Command(
        name = "ionroller",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = VersionCommand.class,
        sortOptions = false,
        usageHelpAutoWidth = true,
        abbreviateSynopsis = true,
        exitCodeOnInvalidInput = ExitCode.FAILED,
        exitCodeOnExecutionException = ExitCode.FAILED)
final class RootCommand implements Runnable {

    private final Surroundings surroundings;
    private @Nullable Session session;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--server",
            scope = ScopeType.INHERIT,
            paramLabel = "URL",
            description = "The server to talk to (or IONROLLER_SERVER; " + ServerAddress.STANDARD + ").")
    private @Nullable String server;

    @Option(
            names = "--user",
            scope = ScopeType.INHERIT,
            paramLabel = "NAME",
            description = "Who asks, for the audit log (or IONROLLER_USER; git's user.email, or your login).")
    private @Nullable String user;

    @Option(
            names = "--token",
            scope = ScopeType.INHERIT,
            paramLabel = "TOKEN",
            description = "What proves who asks. Better, for others see arguments: IONROLLER_TOKEN, a file that"
                    + " IONROLLER_TOKEN_FILE names, or ~/.config/ionroller/token; nobody else may read it.")
    private @Nullable String token;

    @Option(
            names = {"-o", "--output"},
            scope = ScopeType.INHERIT,
            paramLabel = "FORMAT",
            description = "text or json (the server's answer; when following, one object per line).")
    private Output output = Output.text;

    @Option(
            names = "--no-color",
            scope = ScopeType.INHERIT,
            description = "No colours (or NO_COLOR); without a terminal there are none.")
    private boolean noColour;

    RootCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** How answers are written; the names are what is typed. */
    enum Output {
        text,
        json
    }

    /** What the commands work with, once the options are read. */
    Session session() {
        if (session == null) {
            ServerAddress server = address();
            String proof = TokenSource.of(token, surroundings).orElse(null);
            if (proof != null && !server.safe()) {
                surroundings.err().println("WARNING: the token goes to " + server + " unencrypted; use https://");
            }
            session =
                    new Session(surroundings, new Session.Options(server, user, proof, output == Output.json, paint()));
        }
        return session;
    }

    Paint paint() {
        Terminal terminal = surroundings.terminal();
        boolean wanted = !noColour && surroundings.variable("NO_COLOR").isEmpty();
        return new Paint(wanted && terminal.interactive(), terminal.unicode());
    }

    private ServerAddress address() {
        try {
            String variable = surroundings.variable("IONROLLER_SERVER");
            if (server != null) {
                return ServerAddress.parse(server, "--server");
            }
            return variable.isEmpty()
                    ? ServerAddress.parse(ServerAddress.STANDARD, "the default")
                    : ServerAddress.parse(variable, "IONROLLER_SERVER");
        } catch (IllegalArgumentException e) {
            throw new InputException(String.valueOf(e.getMessage()));
        }
    }

    /** Where answers go. */
    PrintStream out() {
        return surroundings.out();
    }

    @Override
    public void run() {
        if (spec != null) {
            spec.commandLine().usage(surroundings.out());
        }
    }
}
