package io.ionroller.aws.protocol;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ionroller.aws.model.ServiceModel;
import java.io.IOException;
import java.util.Map;
import software.amazon.awssdk.core.SdkPojo;

/** AWS JSON 1.1: the operation is in a header, both bodies are JSON. */
record JsonWire(ServiceModel model) implements Wire {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public String action(HttpCall call) {
        String target = call.header("x-amz-target").orElse("");
        String prefix = model.targetPrefix() + ".";
        String action = target.startsWith(prefix) ? target.substring(prefix.length()) : "";
        if (!model.hasOperation(action)) {
            throw new Refusal("UnknownOperationException", "No operation " + target);
        }
        return action;
    }

    @Override
    public Object request(String action, HttpCall call, SdkPojo builder) {
        try {
            return PojoReader.read(builder, new JsonSource(JSON.readTree(call.body())), action);
        } catch (IOException e) {
            throw new Refusal("SerializationException", String.valueOf(e.getMessage()));
        }
    }

    @Override
    public HttpAnswer answer(String action, SdkPojo response, String requestId) {
        return json(200, requestId, JsonWriter.json(response));
    }

    @Override
    public HttpAnswer refusal(String code, String message, int status, String requestId) {
        ObjectNode error = JSON.createObjectNode().put("__type", code).put("message", message);
        return json(status, requestId, error);
    }

    private HttpAnswer json(int status, String requestId, ObjectNode body) {
        String type = "application/x-amz-json-" + model.jsonVersion();
        return HttpAnswer.of(status, Map.of("Content-Type", type, "x-amzn-RequestId", requestId), body.toString());
    }
}
