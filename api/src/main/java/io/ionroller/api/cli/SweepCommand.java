package io.ionroller.api.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ionroller.api.cli.client.Target;
import io.ionroller.api.cli.text.OrphanText;
import io.ionroller.api.view.OrphansView;
import io.ionroller.api.view.OrphansView.OrphanView;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ionroller sweep}. */
@Command(
        name = "sweep",
        description = "Lists what is there under our name in AWS and belongs to no environment of any service.",
        footer = {
            "",
            "With --remove what is proved to be drained goes: out of its rule, then its instances, then the rest. What has",
            "traffic, or may have, stays, with the reason. Nothing without our tags is ever touched.",
            "Exits with 1 if an account could not be looked at or a removal failed, with 3 if the time is over."
        })
final class SweepCommand implements Callable<Integer> {

    private static final Target ORPHANS = Target.of("platforms", "ec2", "orphans");
    private static final Target REMOVAL = Target.of("platforms", "ec2", "orphans", "removal");

    private final RootCommand root;

    @Option(
            names = "--remove",
            description = "Also removes what is proved to be drained, and waits until that is done.")
    private boolean remove;

    @Option(
            names = "--never-released",
            description = {
                "With --remove: also what belongs to releases that the journal does not have. Only",
                "when no other engine uses the same ionroller.ec2.installation in these accounts."
            })
    private boolean neverReleased;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            converter = TimeArguments.DurationReader.class,
            description =
                    "How long --remove waits, such as 10m (1h); what is under way then goes on with the next sweep.")
    private Duration timeout = Duration.ofHours(1);

    @Option(
            names = "--interval",
            paramLabel = "DURATION",
            converter = TimeArguments.DurationReader.class,
            description = "Time between two steps of --remove (5s); at most 2m, or no drain is ever proved.")
    private Duration interval = Duration.ofSeconds(5);

    SweepCommand(RootCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() {
        Session session = root.session().patient();
        return remove ? removed(session) : told(session, session.client().get(ORPHANS), false);
    }

    /** Asks for step after step; what is gone is not told again by the server and so kept here. */
    private int removed(Session session) {
        long end = System.nanoTime() + timeout.toNanos();
        ArrayNode gone = JsonNodeFactory.instance.arrayNode();
        while (true) {
            ObjectNode body = JsonNodeFactory.instance.objectNode().put("never_released", neverReleased);
            JsonNode answer = session.change("POST", REMOVAL, body);
            OrphansView view = session.client().read(answer, OrphansView.class);
            boolean late = System.nanoTime() >= end;
            if (late || view.orphans().stream().noneMatch(OrphanView::underWay)) {
                if (answer.path("orphans") instanceof ArrayNode orphans) {
                    orphans.addAll(gone);
                }
                return told(session, answer, late);
            }
            answer.path("orphans").forEach(orphan -> {
                if ("removed".equals(orphan.path("state").asText())) {
                    gone.add(orphan);
                }
            });
            LockSupport.parkNanos(interval.toNanos());
        }
    }

    private static int told(Session session, JsonNode answer, boolean late) {
        OrphansView view = session.client().read(answer, OrphansView.class);
        if (session.json()) {
            session.print(answer);
        } else {
            session.print(OrphanText.of(view, session.moment(), session.paint()));
        }
        if (!view.failures().isEmpty()) {
            return ExitCode.FAILED;
        }
        return late && view.orphans().stream().anyMatch(OrphanView::underWay) ? ExitCode.TIMED_OUT : ExitCode.OK;
    }
}
