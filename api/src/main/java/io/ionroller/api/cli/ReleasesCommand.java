package io.ionroller.api.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.ionroller.api.cli.client.Target;
import io.ionroller.api.cli.text.HistoryText;
import io.ionroller.api.view.ReleasePage;
import io.ionroller.api.view.ReleaseView;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ionroller releases}. */
@Command(
        name = "releases",
        description = "Lists the releases of a service, newest first; or shows one with its phases.")
final class ReleasesCommand implements Callable<Integer> {

    private static final int PAGE = 1000;

    private final RootCommand root;

    @Parameters(index = "0", paramLabel = "SERVICE", description = "The service.")
    private String service = "";

    @Parameters(index = "1", arity = "0..1", paramLabel = "N", description = "Number of one release.")
    private @Nullable Long release;

    @Option(names = "--limit", paramLabel = "N", description = "How many at most (20).")
    private int limit = 20;

    ReleasesCommand(RootCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() {
        Session session = root.session();
        Target all = Target.of("services", service, "releases");
        if (release != null) {
            JsonNode json = session.client().get(Target.of("services", service, "releases", Long.toString(release)));
            if (session.json()) {
                session.print(json);
            } else {
                ReleaseView view = session.client().read(json, ReleaseView.class);
                session.print(HistoryText.release(view, session.moment(), session.paint()));
            }
            return ExitCode.OK;
        }
        JsonNode json = session.pages(all.with("limit", Math.min(limit, PAGE)), "releases", limit);
        if (session.json()) {
            session.print(json);
        } else {
            ReleasePage page = session.client().read(json, ReleasePage.class);
            session.print(HistoryText.releases(page.releases(), session.moment(), session.paint()));
        }
        return ExitCode.OK;
    }
}
