package io.ionroller.api.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ionroller.api.cli.client.Target;
import io.ionroller.api.view.AcceptedView;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ionroller release}. */
@Command(name = "release", description = "Releases a version, and follows it until it is completed or taken back.")
final class ReleaseCommand implements Callable<Integer> {

    private final RootCommand root;

    @Parameters(index = "0", paramLabel = "SERVICE", description = "The service.")
    private String service = "";

    @Parameters(index = "1", paramLabel = "VERSION", description = "The version to release.")
    private String version = "";

    @Option(names = "--revision", paramLabel = "N", description = "Configuration revision; without it the newest.")
    private @Nullable Integer revision;

    @Option(
            names = "--plan",
            paramLabel = "ID",
            description = "The plan that this was decided on; refused if anything has moved since.")
    private @Nullable String plan;

    @Mixin
    private FollowOptions following = new FollowOptions();

    ReleaseCommand(RootCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() {
        Session session = root.session();
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("version", version);
        if (revision != null) {
            body.put("revision", revision);
        }
        if (plan != null) {
            body.put("plan", plan);
        }
        long before = Following.newestOffset(session, service);
        AcceptedView accepted = session.tell("POST", Target.of("services", service, "release"), body);
        return following.follow(session, new FollowOptions.Request(service, before, Set.of("completed")), accepted);
    }
}
