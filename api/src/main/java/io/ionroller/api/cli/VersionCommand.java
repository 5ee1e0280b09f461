package io.ionroller.api.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ionroller.api.cli.client.ClientException;
import io.ionroller.api.cli.client.Target;
import io.ionroller.api.view.HealthView;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** {@code ionroller version}. */
@Command(name = "version", description = "Shows the version of this command and of the server.")
final class VersionCommand implements Callable<Integer>, IVersionProvider {

    private final @Nullable RootCommand root;

    /** For picocli, which asks a fresh one for {@code --version}. */
    VersionCommand() {
        this.root = null;
    }

    VersionCommand(RootCommand root) {
        this.root = root;
    }

    /** The version of this program; {@code development} outside its jar. */
    static String own() {
        return Objects.requireNonNullElse(VersionCommand.class.getPackage().getImplementationVersion(), "development");
    }

    @Override
    public String[] getVersion() {
        return new String[] {"ionroller " + own()};
    }

    @Override
    public Integer call() {
        Session session = Objects.requireNonNull(root).session();
        String server;
        String trouble = null;
        try {
            server = session.client()
                    .get(Target.of("health", "live"), HealthView.class)
                    .version();
        } catch (ClientException e) {
            server = "";
            trouble = e.getMessage();
        }
        if (session.json()) {
            ObjectNode json = JsonNodeFactory.instance.objectNode().put("client", own());
            json.put("server", trouble == null ? server : null);
            session.print(json);
        } else {
            session.print("ionroller " + own() + ", Java " + Runtime.version().feature());
            session.print("server    "
                    + (trouble == null ? server : "none at " + session.client().server() + " (" + trouble + ")"));
        }
        return ExitCode.OK;
    }
}
