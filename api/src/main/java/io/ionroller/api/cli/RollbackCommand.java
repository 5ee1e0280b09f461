package io.ionroller.api.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ionroller.api.cli.client.Target;
import io.ionroller.api.view.AcceptedView;
import io.ionroller.api.view.RolloutView;
import io.ionroller.api.view.ServiceView;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code ionroller rollback}. */
@Command(
        name = "rollback",
        description = {
            "Goes back to the release before, or to a version, and follows it.",
            "A warm environment gets the traffic at once; one that is gone is made again."
        })
final class RollbackCommand implements Callable<Integer> {

    private final RootCommand root;

    @Parameters(index = "0", paramLabel = "SERVICE", description = "The service.")
    private String service = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "VERSION",
            description = "The version to go back to; without it the release before, or out of the rollout in flight.")
    private @Nullable String version;

    @Mixin
    private FollowOptions following = new FollowOptions();

    RollbackCommand(RootCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() {
        Session session = root.session();
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        if (version != null) {
            body.put("version", version);
        }
        RolloutView inFlight = session.client()
                .get(Target.of("services", service), ServiceView.class)
                .rollout();
        long before = Following.newestOffset(session, service);
        AcceptedView accepted = session.tell("POST", Target.of("services", service, "rollback"), body);
        boolean outOfIt = inFlight != null && Objects.equals(inFlight.release(), accepted.release());
        Set<String> good = outOfIt ? Set.of("rolled-back", "aborted") : Set.of("completed");
        return following.follow(session, new FollowOptions.Request(service, before, good), accepted);
    }
}
