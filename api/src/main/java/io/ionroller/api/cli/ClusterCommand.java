package io.ionroller.api.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.ionroller.api.cli.client.Target;
import io.ionroller.api.cli.text.ClusterText;
import io.ionroller.api.view.ClusterStatus;
import io.ionroller.api.view.PlaceView;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code ionroller cluster}. */
@Command(
        name = "cluster",
        description = "Shows the nodes of the cluster and what lives on them, or the node where a service lives.",
        footer = {
            "",
            "Every node answers for itself (--server): where two answer differently, the network between them is cut.",
            "Exits with 1 when a member is unreachable or it is not known what lives where, so that a script can wait."
        })
final class ClusterCommand implements Callable<Integer> {

    private final RootCommand root;

    @Parameters(index = "0", arity = "0..1", paramLabel = "SERVICE", description = "Without it: the nodes.")
    private @Nullable String service;

    ClusterCommand(RootCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() {
        Session session = root.session();
        return service == null ? nodes(session) : place(session, service);
    }

    private static int nodes(Session session) {
        JsonNode json = session.client().get(Target.of("cluster"));
        ClusterStatus status = session.client().read(json, ClusterStatus.class);
        if (session.json()) {
            session.print(json);
        } else {
            session.print(ClusterText.nodes(status, session.moment(), session.paint()));
        }
        boolean well = status.shardsKnown() && status.members().stream().allMatch(ClusterStatus.MemberView::reachable);
        return well ? ExitCode.OK : ExitCode.FAILED;
    }

    private static int place(Session session, String service) {
        JsonNode json = session.client().get(Target.of("cluster", "services", service));
        PlaceView place = session.client().read(json, PlaceView.class);
        if (session.json()) {
            session.print(json);
        } else {
            session.print(ClusterText.place(place));
        }
        return place.known() ? ExitCode.OK : ExitCode.FAILED;
    }
}
