package io.ionroller.deploy.ec2.gate;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.ionroller.engine.json.MessageJson;
import java.io.IOException;
import java.io.NotSerializableException;
import java.util.Map;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.serialization.SerializerWithStringManifest;
import org.jspecify.annotations.Nullable;

/** How the reports to an {@link ApiBudget} and its answers travel between nodes: as JSON under a logical name. */
public final class BudgetMessageSerializer extends SerializerWithStringManifest {

    /** Known to every node; never to be changed. Pekko keeps 0 to 40 for itself. */
    private static final int IDENTIFIER = 1_700_004;

    private static final ObjectMapper JSON = MessageJson.mapper();

    private final ActorRefResolver references;

    /** Called by Pekko. */
    public BudgetMessageSerializer(ExtendedActorSystem system) {
        this.references = ActorRefResolver.get(Adapter.toTyped(system));
    }

    private record WrittenReport(
            String node, Map<String, Double> demand, int throttles, double rate, int nodes, String replyTo) {}

    @Override
    public int identifier() {
        return IDENTIFIER;
    }

    @Override
    public String manifest(Object message) {
        return switch (message) {
            case ApiBudget.Report report -> "report";
            case BudgetReporter.Answer answer -> "answer";
            default -> throw new IllegalArgumentException("never leaves its node: " + message.getClass());
        };
    }

    @Override
    public byte[] toBinary(Object message) {
        try {
            return JSON.writeValueAsBytes(
                    message instanceof ApiBudget.Report report
                            ? new WrittenReport(
                                    report.node(),
                                    report.demand(),
                                    report.throttles(),
                                    report.rate(),
                                    report.nodes(),
                                    references.toSerializationFormat(report.replyTo()))
                            : message);
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot write " + message, e);
        }
    }

    @Override
    public Object fromBinary(byte[] bytes, @Nullable String manifest) throws NotSerializableException {
        try {
            return switch (manifest) {
                case "report" -> report(JSON.readValue(bytes, WrittenReport.class));
                case "answer" -> JSON.readValue(bytes, BudgetReporter.Answer.class);
                case null, default ->
                    throw new NotSerializableException(
                            "message \"" + manifest + "\" comes from a newer version of ION-Roller; it is dropped");
            };
        } catch (NotSerializableException e) {
            throw e;
        } catch (IOException e) {
            throw new IllegalArgumentException("not a message \"" + manifest + "\"", e);
        }
    }

    private ApiBudget.Report report(WrittenReport written) {
        return new ApiBudget.Report(
                written.node(),
                written.demand(),
                written.throttles(),
                written.rate(),
                written.nodes(),
                references.resolveActorRef(written.replyTo()));
    }
}
