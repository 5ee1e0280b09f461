package io.ionroller.api.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.ionroller.api.cli.client.Target;
import io.ionroller.api.cli.text.ServiceText;
import io.ionroller.api.view.ServicePage;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code ionroller services}. */
@Command(name = "services", description = "Lists the services: what serves, what is being rolled out.")
final class ServicesCommand implements Callable<Integer> {

    private static final int PAGE = 1000;

    private final RootCommand root;

    ServicesCommand(RootCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() {
        show(root.session());
        return ExitCode.OK;
    }

    static void show(Session session) {
        JsonNode all = session.pages(Target.of("services").with("limit", PAGE), "services", Integer.MAX_VALUE);
        if (session.json()) {
            session.print(all);
        } else {
            ServicePage page = session.client().read(all, ServicePage.class);
            session.print(ServiceText.list(page.services(), session.moment(), session.paint()));
        }
    }
}
