package io.ionroller.aws.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A type of a model with its constraints.
 *
 * @param members shape by member name; of a list {@code member}, of a map {@code value}
 * @param min of a number, or of the length of a string, list or map
 */
record Shape(
        String type,
        Map<String, String> members,
        Set<String> required,
        Set<String> values,
        Optional<Pattern> pattern,
        Optional<BigDecimal> min,
        Optional<BigDecimal> max) {

    static Shape of(String name, JsonNode shape) {
        Map<String, String> members = new HashMap<>();
        shape.path("members")
                .properties()
                .forEach(member -> members.put(
                        member.getKey(), member.getValue().get("shape").asText()));
        for (String part : new String[] {"member", "value"}) {
            if (shape.path(part).has("shape")) {
                members.put(part, shape.path(part).get("shape").asText());
            }
        }
        return new Shape(
                shape.get("type").asText(),
                members,
                texts(shape.path("required")),
                texts(shape.path("enum")),
                Optional.ofNullable(shape.get("pattern")).map(JsonNode::asText).flatMap(text -> pattern(name, text)),
                number(shape, "min"),
                number(shape, "max"));
    }

    private static Optional<Pattern> pattern(String shape, String text) {
        return KnownExceptions.hasUnusablePattern(shape) ? Optional.empty() : Optional.of(Pattern.compile(text));
    }

    private static Set<String> texts(JsonNode array) {
        Set<String> texts = new HashSet<>();
        array.forEach(item -> texts.add(item.asText()));
        return texts;
    }

    private static Optional<BigDecimal> number(JsonNode shape, String name) {
        return Optional.ofNullable(shape.get(name)).map(JsonNode::decimalValue);
    }
}
