package io.ionroller.deploy.ec2.gate;

import io.ionroller.engine.json.JsonMessageSerializer;
import java.io.IOException;
import java.util.Map;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.jspecify.annotations.Nullable;

/** How the reports to an {@link ApiBudget} and its answers travel between nodes: as JSON under a logical name. */
public final class BudgetMessageSerializer extends JsonMessageSerializer {

    /** Known to every node; never to be changed. Pekko keeps 0 to 40 for itself. */
    private static final int IDENTIFIER = 1_700_004;

    /** Called by Pekko. */
    public BudgetMessageSerializer(ExtendedActorSystem system) {
        super(system, IDENTIFIER);
    }

    private record WrittenReport(
            String node, Map<String, Double> demand, int throttles, double rate, int nodes, String replyTo) {}

    @Override
    public String manifest(Object message) {
        return switch (message) {
            case ApiBudget.Report report -> "report";
            case BudgetReporter.Answer answer -> "answer";
            default -> throw neverLeavesItsNode(message);
        };
    }

    @Override
    protected Object written(Object message) {
        return message instanceof ApiBudget.Report report
                ? new WrittenReport(
                        report.node(),
                        report.demand(),
                        report.throttles(),
                        report.rate(),
                        report.nodes(),
                        text(report.replyTo()))
                : message;
    }

    @Override
    protected @Nullable Object read(String name, byte[] json) throws IOException {
        return switch (name) {
            case "report" -> report(read(json, WrittenReport.class));
            case "answer" -> read(json, BudgetReporter.Answer.class);
            default -> null;
        };
    }

    private ApiBudget.Report report(WrittenReport written) {
        return new ApiBudget.Report(
                written.node(),
                written.demand(),
                written.throttles(),
                written.rate(),
                written.nodes(),
                reference(written.replyTo()));
    }
}
