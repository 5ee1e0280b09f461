package io.ionroller.api.cli;

import io.ionroller.api.cli.client.ClientException;
import io.ionroller.api.cli.text.ErrorText;
import io.ionroller.api.cli.text.Paint;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * All commands. {@code main} makes it once, adds what runs in this process, and executes it; everything else asks a server.
 *
 * <pre>{@code
 * int code = CommandTree.create(Surroundings.ofProcess(), new ServerCommand(), new DemoCommand()).execute(arguments);
 * }</pre>
 */
public final class CommandTree {

    private CommandTree() {}

    /**
     * Makes it.
     *
     * @param local commands of the composition root, annotated with picocli's {@code @Command}; they come first in the help
     */
    public static CommandLine create(Surroundings surroundings, Object... local) {
        RootCommand root = new RootCommand(surroundings);
        CommandLine tree = new CommandLine(root);
        tree.getCommandSpec()
                .usageMessage()
                .description("Releases versions of services step by step, and takes back what is bad.%n")
                .synopsisSubcommandLabel("COMMAND")
                .footer(
                        "",
                        "Exit codes: 0 done (of a followed release: completed), 1 failed,",
                        "2 the release was rolled back, failed, was aborted or superseded, 3 timed out.");
        for (Object command : local) {
            tree.addSubcommand(command);
        }
        addClients(tree, root);
        return tree.setOut(new PrintWriter(surroundings.out(), true))
                .setErr(new PrintWriter(surroundings.err(), true))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((wrong, arguments) -> misused(wrong, root.paint()))
                .setExecutionExceptionHandler(
                        (failure, command, parsed) -> failed(failure, surroundings, root.paint()));
    }

    /** The commands that ask a server, in the order of the help. */
    private static void addClients(CommandLine tree, RootCommand root) {
        CommandLine config = new CommandLine(new ConfigCommand(root))
                .addSubcommand(new ConfigCommand.Get(root))
                .addSubcommand(new ConfigCommand.Set(root))
                .addSubcommand(new ConfigCommand.History(root))
                .addSubcommand(new ConfigCommand.Delete(root));
        CommandLine audit = new CommandLine(new AuditCommand(root))
                .addSubcommand(new AuditCommand.Verify(root))
                .addSubcommand(new AuditCommand.KeyGen(root))
                .addSubcommand(new AuditCommand.Checkpoint(root))
                .addSubcommand(new ArchiveCommand(root));
        CommandLine token = new CommandLine(new TokenCommand(root))
                .addSubcommand(new TokenCommand.Create(root))
                .addSubcommand(new TokenCommand.Tokens(root))
                .addSubcommand(new TokenCommand.Revoke(root));
        CommandLine role = new CommandLine(new RoleCommand(root))
                .addSubcommand(new RoleCommand.Give(root))
                .addSubcommand(new RoleCommand.Bindings(root))
                .addSubcommand(new RoleCommand.Take(root));
        tree.addSubcommand(new ServicesCommand(root))
                .addSubcommand(new StatusCommand(root))
                .addSubcommand(config)
                .addSubcommand(new PlanCommand(root))
                .addSubcommand(new ReleaseCommand(root))
                .addSubcommand(new RollbackCommand(root))
                .addSubcommand(new RolloutCommand.Promote(root))
                .addSubcommand(new RolloutCommand.Pause(root))
                .addSubcommand(new RolloutCommand.Resume(root))
                .addSubcommand(new RolloutCommand.Abort(root))
                .addSubcommand(new DropCommand(root))
                .addSubcommand(new ReleasesCommand(root))
                .addSubcommand(new EventsCommand(root))
                .addSubcommand(audit)
                .addSubcommand(new LogsCommand(root))
                .addSubcommand(new ClusterCommand(root))
                .addSubcommand(new SweepCommand(root))
                .addSubcommand(new LogLevelCommand(root))
                .addSubcommand(token)
                .addSubcommand(role)
                .addSubcommand(new WhoamiCommand(root))
                .addSubcommand(new VersionCommand(root))
                .addSubcommand(new CompletionCommand(root));
    }

    private static int misused(ParameterException wrong, Paint paint) {
        CommandLine command = wrong.getCommandLine();
        PrintWriter err = command.getErr();
        err.println(ErrorText.error(String.valueOf(wrong.getMessage()), paint));
        if (!UnmatchedArgumentException.printSuggestions(wrong, err)) {
            err.print(command.getHelp().synopsisHeading(List.of())
                    + command.getHelp().synopsis(0));
        }
        err.println("Help: " + command.getCommandSpec().qualifiedName() + " --help");
        err.flush();
        return ExitCode.FAILED;
    }

    private static int failed(Exception failure, Surroundings surroundings, Paint paint) {
        List<String> lines = switch (failure) {
            case ClientException known -> ErrorText.of(known, paint);
            case InputException input -> List.of(ErrorText.error(String.valueOf(input.getMessage()), paint));
            default ->
                List.of(
                        ErrorText.error("this is a bug: " + failure, paint),
                        "  Please report it with the command, and with IONROLLER_DEBUG=1 set, with what follows.");
        };
        lines.forEach(surroundings.err()::println);
        if (!surroundings.variable("IONROLLER_DEBUG").isEmpty()) {
            failure.printStackTrace(surroundings.err());
        }
        return ExitCode.FAILED;
    }
}
