package io.ionroller.api.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.ionroller.api.cli.client.Target;
import io.ionroller.api.cli.text.AccessText;
import io.ionroller.api.view.SessionView;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code ionroller whoami}. */
@Command(name = "whoami", description = "Shows who the server takes you for, and your roles.")
final class WhoamiCommand implements Callable<Integer> {

    private final RootCommand root;

    WhoamiCommand(RootCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() {
        Session session = root.session();
        JsonNode answer = session.client().get(Target.of("session"));
        if (session.json()) {
            session.print(answer);
        } else {
            session.print(AccessText.self(session.client().read(answer, SessionView.class), session.paint()));
        }
        return ExitCode.OK;
    }
}
