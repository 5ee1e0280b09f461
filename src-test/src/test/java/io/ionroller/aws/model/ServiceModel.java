package io.ionroller.aws.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;

/** AWS's model of one service. Immutable; read once per process, because EC2's takes a while. */
public final class ServiceModel {

    private static final Map<String, ServiceModel> READ = new ConcurrentHashMap<>();

    private final JsonNode metadata;
    private final Map<String, Shape> shapes = new HashMap<>();
    private final Map<String, Operation> operations = new HashMap<>();
    private final Map<String, Integer> errorStatus = new HashMap<>();
    private final List<HttpRoute> routes = new ArrayList<>();

    private ServiceModel(JsonNode model) {
        this.metadata = model.get("metadata");
        JsonNode definitions = model.get("shapes");
        model.get("operations").properties().forEach(operation -> {
            operations.put(operation.getKey(), Operation.of(operation.getValue(), definitions));
            routes.add(new HttpRoute(operation.getKey(), operation.getValue().get("http")));
        });
        definitions.properties().forEach(shape -> {
            JsonNode definition = shape.getValue();
            shapes.put(shape.getKey(), Shape.of(shape.getKey(), definition));
            int status = definition.path("error").path("httpStatusCode").asInt(0);
            if (status > 0) {
                errorStatus.put(Operation.errorCode(shape.getKey(), definition), status);
            }
        });
    }

    /** @param name such as {@code ec2-2016-11-15} */
    public static ServiceModel named(String name) {
        return READ.computeIfAbsent(name, ServiceModel::read);
    }

    private static ServiceModel read(String name) {
        try (InputStream file = ServiceModel.class.getResourceAsStream("/models/" + name + "-model.json")) {
            return new ServiceModel(new ObjectMapper().readTree(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The protocol that the SDK speaks. Where a model prefers CBOR, as CloudWatch's does, the pinned SDK still sends what the
     * model has as an alternative.
     */
    public String protocol() {
        String preferred = text("protocol");
        if (!preferred.equals("smithy-rpc-v2-cbor")) {
            return preferred;
        }
        for (JsonNode alternative : metadata.path("protocols")) {
            if (alternative.asText().equals("query")) {
                return "query";
            }
        }
        return preferred;
    }

    /** What the protocol is called here: S3's REST-XML has an envelope, headers and errors of its own. */
    public String dialect() {
        return text("endpointPrefix").equals("s3") ? "s3" : protocol();
    }

    public String version() {
        return text("apiVersion");
    }

    public String namespace() {
        return text("xmlNamespace");
    }

    public String targetPrefix() {
        return text("targetPrefix");
    }

    public String jsonVersion() {
        return text("jsonVersion");
    }

    private String text(String name) {
        return metadata.path(name).asText();
    }

    public boolean hasOperation(String name) {
        return operations.containsKey(name);
    }

    public List<HttpRoute> routes() {
        return routes;
    }

    /** The HTTP status that the model gives for an error code. */
    public OptionalInt status(String errorCode) {
        Integer status = errorStatus.get(errorCode);
        return status == null ? OptionalInt.empty() : OptionalInt.of(status);
    }

    Operation operation(String name) {
        return operations.get(name);
    }

    Shape shape(String name) {
        return shapes.get(name);
    }
}
