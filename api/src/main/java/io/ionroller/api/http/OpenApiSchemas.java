package io.ionroller.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ionroller.engine.json.Json;
import io.ionroller.engine.model.ServiceConfiguration;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** JSON schemas of the views, read from the records themselves; the configuration's is kept by hand. */
final class OpenApiSchemas {

    private static final PropertyNamingStrategies.SnakeCaseStrategy SNAKE_CASE =
            new PropertyNamingStrategies.SnakeCaseStrategy();

    private final Map<String, ObjectNode> schemas = new TreeMap<>();

    /** A reference to the schema of a record, which is added with all that it refers to. */
    ObjectNode reference(Class<?> record) {
        String name = name(record);
        if (record.equals(ServiceConfiguration.class)) {
            schemas.putIfAbsent(name, configuration());
        } else if (!schemas.containsKey(name)) {
            ObjectNode schema = node();
            schemas.put(name, schema);
            describe(schema, record);
        }
        return node().put("$ref", "#/components/schemas/" + name);
    }

    ObjectNode all() {
        ObjectNode all = node();
        schemas.forEach(all::set);
        return all;
    }

    private void describe(ObjectNode schema, Class<?> record) {
        schema.put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        List<String> required = new ArrayList<>();
        for (RecordComponent component : record.getRecordComponents()) {
            String property = SNAKE_CASE.translate(component.getName());
            properties.set(property, schema(component.getGenericType()));
            if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                required.add(property);
            }
        }
        if (!required.isEmpty()) {
            ArrayNode names = schema.putArray("required");
            required.forEach(names::add);
        }
    }

    private ObjectNode schema(Type type) {
        if (type instanceof ParameterizedType generic) {
            List<Type> arguments = Arrays.asList(generic.getActualTypeArguments());
            return generic.getRawType().equals(List.class)
                    ? node().put("type", "array").set("items", schema(arguments.getFirst()))
                    : node().put("type", "object").set("additionalProperties", schema(arguments.getLast()));
        }
        Class<?> plain = (Class<?>) type;
        if (plain.isRecord()) {
            return reference(plain);
        }
        if (plain.equals(Instant.class)) {
            return node().put("type", "string").put("format", "date-time");
        }
        if (plain.equals(Duration.class)) {
            return node().put("type", "string").put("pattern", "^\\d+(ms|s|m|h)$");
        }
        return node().put("type", simple(plain));
    }

    private static String simple(Class<?> type) {
        if (type.equals(String.class)) {
            return "string";
        }
        if (type.equals(boolean.class) || type.equals(Boolean.class)) {
            return "boolean";
        }
        if (type.equals(JsonNode.class)) {
            return "object";
        }
        if (type.equals(int.class)
                || type.equals(long.class)
                || type.equals(Integer.class)
                || type.equals(Long.class)) {
            return "integer";
        }
        throw new IllegalArgumentException("no schema for " + type);
    }

    private static String name(Class<?> record) {
        Class<?> outer = record.getEnclosingClass();
        return (outer == null ? "" : outer.getSimpleName()) + record.getSimpleName();
    }

    private static ObjectNode configuration() {
        try (InputStream in = OpenApiSchemas.class.getResourceAsStream("configuration-schema.json")) {
            return (ObjectNode) Json.mapper().readTree(Objects.requireNonNull(in, "configuration-schema.json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ObjectNode node() {
        return Json.mapper().createObjectNode();
    }
}
