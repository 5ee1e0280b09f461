package io.ionroller.api.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ionroller.api.cli.client.Target;
import io.ionroller.api.cli.text.PlanText;
import io.ionroller.api.view.PlanView;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ionroller plan}. */
@Command(
        name = "plan",
        description = {
            "Shows what a release would do and what stands in its way, and changes nothing.",
            "Exit code 0: it would go; 2: it would be refused, or something is in the way."
        })
final class PlanCommand implements Callable<Integer> {

    private final RootCommand root;

    @Parameters(index = "0", paramLabel = "SERVICE", description = "The service.")
    private String service = "";

    @Parameters(index = "1", paramLabel = "VERSION", description = "The version that would be released.")
    private String version = "";

    @Option(names = "--revision", paramLabel = "N", description = "Configuration revision; without it the newest.")
    private @Nullable Integer revision;

    PlanCommand(RootCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() {
        Session session = root.session();
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("version", version);
        if (revision != null) {
            body.put("revision", revision);
        }
        JsonNode answer = session.change("POST", Target.of("services", service, "plan"), body);
        PlanView plan = session.client().read(answer, PlanView.class);
        if (session.json()) {
            session.print(answer);
        } else {
            session.print(PlanText.of(plan, revision != null, session.paint()));
        }
        return plan.goes() ? ExitCode.OK : ExitCode.NOT_COMPLETED;
    }
}
