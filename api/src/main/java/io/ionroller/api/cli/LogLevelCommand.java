package io.ionroller.api.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.ionroller.api.cli.client.Target;
import io.ionroller.api.cli.text.LogLevelText;
import io.ionroller.api.view.LogLevelsView;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code ionroller log-level}. */
@Command(
        name = "log-level",
        description = "Shows or changes how much a server writes into its log.",
        footer = {
            "",
            "It is about the node that is asked (--server), and lasts until that node ends. For example:",
            "  ionroller log-level io.ionroller.deploy debug",
            "  ionroller log-level io.ionroller.deploy standard"
        })
final class LogLevelCommand implements Callable<Integer> {

    private static final String STANDARD = "standard";

    private final RootCommand root;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "LOGGER",
            description = "Such as io.ionroller.deploy, or root. Without it: all that have a level of their own.")
    private @Nullable String logger;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "LEVEL",
            description = "trace, debug, info, warn, error or off; standard: what it started with.")
    private @Nullable String level;

    LogLevelCommand(RootCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() {
        Session session = root.session();
        JsonNode answer = answer(session);
        if (session.json()) {
            session.print(answer);
        } else {
            session.print(LogLevelText.table(session.client().read(answer, LogLevelsView.class), session.paint()));
        }
        return ExitCode.OK;
    }

    private JsonNode answer(Session session) {
        if (logger == null || level == null) {
            return session.client().get(Target.of("log-levels"));
        }
        Target target = Target.of("log-levels", logger);
        return level.equalsIgnoreCase(STANDARD)
                ? session.change("DELETE", target, (JsonNode) null)
                : session.change(
                        "PUT", target, JsonNodeFactory.instance.objectNode().put("level", level));
    }
}
