package io.ionroller.deploy.local.router;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ionroller.deploy.local.storage.DurableFile;
import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.Weight;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The weights of a service as they lie on the disk, {@code traffic.json}.
 *
 * @param listen the router's port
 * @param shift number of the newest change that was taken; 0 before the first
 * @param weights one entry per environment the router knows, also those without traffic
 */
record StoredTraffic(int listen, long shift, Map<EnvironmentId, Weight> weights) {

    private static final ObjectMapper JSON = new ObjectMapper();

    StoredTraffic {
        weights = Map.copyOf(weights);
    }

    static Optional<StoredTraffic> read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            JsonNode json = JSON.readTree(Files.readString(file));
            Map<EnvironmentId, Weight> weights = new TreeMap<>();
            json.required("weights")
                    .properties()
                    .forEach(entry -> weights.put(
                            EnvironmentId.parse(entry.getKey()),
                            Weight.ofPercent(entry.getValue().textValue())));
            return Optional.of(new StoredTraffic(
                    json.required("listen").intValue(), json.path("shift").longValue(), weights));
        } catch (JsonProcessingException | IllegalArgumentException broken) {
            throw new IOException("cannot read " + file, broken);
        }
    }

    /** When this returns, the weights outlive a crash. */
    void write(Path file) throws IOException {
        ObjectNode json = JSON.createObjectNode().put("listen", listen).put("shift", shift);
        ObjectNode object = json.putObject("weights");
        new TreeMap<>(weights).forEach((environment, weight) -> object.put(environment.toString(), weight.percent()));
        DurableFile.write(file, json.toPrettyString());
    }
}
