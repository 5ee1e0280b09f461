package io.ionroller.aws.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;

/** Turns SDK objects into the JSON in which AWS answers. Used for the call log also, whatever the service's protocol is. */
public final class JsonWriter {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private JsonWriter() {}

    public static ObjectNode json(SdkPojo pojo) {
        ObjectNode object = NODES.objectNode();
        for (SdkField<?> field : pojo.sdkFields()) {
            Object value = field.getValueOrDefault(pojo);
            if (XmlWriter.isGiven(value)) {
                object.set(field.memberName(), node(value));
            }
        }
        return object;
    }

    private static JsonNode node(Object value) {
        return switch (value) {
            case SdkPojo pojo -> json(pojo);
            case List<?> list -> {
                ArrayNode array = NODES.arrayNode();
                list.forEach(item -> array.add(node(item)));
                yield array;
            }
            case Map<?, ?> map -> {
                ObjectNode object = NODES.objectNode();
                map.forEach((key, item) -> object.set(key.toString(), node(item)));
                yield object;
            }
            case Boolean flag -> NODES.booleanNode(flag);
            case Integer number -> NODES.numberNode(number);
            case Long number -> NODES.numberNode(number);
            case Number number -> NODES.numberNode(number.doubleValue());
            // Seconds since 1970, as AWS JSON has them where a shape says nothing else.
            case Instant instant -> NODES.numberNode(BigDecimal.valueOf(instant.toEpochMilli(), 3));
            case SdkBytes bytes -> NODES.binaryNode(bytes.asByteArray());
            default -> NODES.textNode(value.toString());
        };
    }
}
