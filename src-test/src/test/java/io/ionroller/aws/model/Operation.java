package io.ionroller.aws.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** What a model says of an operation: shapes of request and answer, and the codes of the errors that it declares. */
record Operation(Optional<String> input, Optional<String> output, Set<String> errors) {

    static Operation of(JsonNode operation, JsonNode shapes) {
        Set<String> errors = new HashSet<>();
        operation.path("errors").forEach(error -> {
            String shape = error.get("shape").asText();
            errors.add(errorCode(shape, shapes.get(shape)));
        });
        return new Operation(shape(operation, "input"), shape(operation, "output"), errors);
    }

    private static Optional<String> shape(JsonNode operation, String member) {
        return Optional.ofNullable(operation.path(member).get("shape")).map(JsonNode::asText);
    }

    static String errorCode(String name, JsonNode shape) {
        return shape.path("error").path("code").asText(name);
    }
}
