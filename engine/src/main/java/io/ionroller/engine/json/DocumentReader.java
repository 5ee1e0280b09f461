package io.ionroller.engine.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.ionroller.engine.model.InvalidValueException;
import io.ionroller.engine.model.Violation;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a JSON document of a person into plain Java (maps, lists, strings, {@code Long}, {@code Integer}, {@code Double},
 * booleans, null) and notes what no later check could see: duplicate keys, numbers that do not fit.
 */
final class DocumentReader {

    private static final int DEEPEST = 32;
    private static final JsonFactory FACTORY = new JsonFactory();

    private final JsonParser parser;
    private final List<Violation> violations;
    private int depth;

    private DocumentReader(JsonParser parser, List<Violation> violations) {
        this.parser = parser;
        this.violations = violations;
    }

    /**
     * Reads one whole document.
     *
     * @param violations gets duplicate keys and numbers that do not fit
     * @throws InvalidValueException if it is not JSON, goes on after its end, or is nested deeper than 32 levels
     */
    static @Nullable Object read(String json, List<Violation> violations) {
        try (JsonParser parser = FACTORY.createParser(json)) {
            DocumentReader reader = new DocumentReader(parser, violations);
            if (parser.nextToken() == null) {
                throw new InvalidValueException("", "nothing", "a JSON object");
            }
            Object value = reader.value("");
            if (parser.nextToken() != null) {
                throw notJson("more text after the end of the document", parser.currentTokenLocation());
            }
            return value;
        } catch (JsonProcessingException e) {
            throw notJson(e.getOriginalMessage(), e.getLocation());
        } catch (IOException e) {
            throw new IllegalStateException("a text in memory could not be read", e);
        }
    }

    private static InvalidValueException notJson(String message, @Nullable JsonLocation location) {
        String at =
                location == null ? "" : "line " + location.getLineNr() + ", column " + location.getColumnNr() + ": ";
        return new InvalidValueException(
                "", at + message.lines().findFirst().orElse("broken"), "a valid JSON document");
    }

    private @Nullable Object value(String path) throws IOException {
        JsonToken token = parser.currentToken();
        return switch (token) {
            case START_OBJECT -> nested(path, true);
            case START_ARRAY -> nested(path, false);
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT -> integer(path);
            case VALUE_NUMBER_FLOAT -> decimal(path);
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> throw new IllegalStateException("a value cannot begin with " + token);
        };
    }

    private Object nested(String path, boolean object) throws IOException {
        depth++;
        if (depth > DEEPEST) {
            throw new InvalidValueException(path, "more than " + DEEPEST + " nested levels", "a flatter document");
        }
        Object read = object ? object(path) : array(path);
        depth--;
        return read;
    }

    private Map<String, @Nullable Object> object(String path) throws IOException {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            String field = path.isEmpty() ? name : path + "." + name;
            if (fields.containsKey(name)) {
                violations.add(new Violation(field, "the field more than once", "it at most once"));
            }
            parser.nextToken();
            fields.put(name, value(field));
        }
        return fields;
    }

    private List<@Nullable Object> array(String path) throws IOException {
        List<@Nullable Object> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(value(path + "[" + items.size() + "]"));
        }
        return items;
    }

    private Object integer(String path) throws IOException {
        Number number = parser.getNumberValue();
        if (number instanceof BigInteger) {
            violations.add(new Violation(path, parser.getText(), "a number of at most 18 digits"));
            return Long.MAX_VALUE;
        }
        return number;
    }

    private Object decimal(String path) throws IOException {
        double number = parser.getDoubleValue();
        if (!Double.isFinite(number)) {
            violations.add(new Violation(path, parser.getText(), "a number up to 1.7E308"));
        }
        return number;
    }
}
