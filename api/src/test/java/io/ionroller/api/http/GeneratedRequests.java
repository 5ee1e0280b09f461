package io.ionroller.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** Requests made from the OpenAPI document: mostly of the right shape, each with something that may be wrong with it. */
final class GeneratedRequests {

    private static final int HUGE = (1 << 20) + 100;
    private static final List<String> METHODS =
            List.of("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE", "get", "\u0001");
    private static final List<String> TEXTS = List.of(
            "",
            "hello",
            "1.0.0",
            "100%",
            "5s",
            "-1",
            "NaN",
            "null",
            "a b",
            "../../etc/passwd",
            "\u0000",
            "\r\nX-Evil: 1",
            "\uD83D\uDE80",
            "%",
            "x".repeat(3000),
            "2026-01-01T00:00:00Z",
            "9999999999999999999999",
            "'; DROP TABLE event_journal; --",
            "{{7*7}}",
            "<script>");
    private static final List<String> PATHS = List.of(
            "hello",
            "hello",
            "hello",
            "hello",
            "1",
            "2",
            "hello-1",
            "instant",
            "access",
            "*",
            "%2e%2e",
            "%00",
            "%ff",
            "%zz",
            "a%2fb",
            "%",
            "..",
            "",
            "x".repeat(300),
            "\u00e9",
            "H");
    private static final List<String> TYPES = List.of(
            "application/json",
            "application/json",
            "application/json",
            "application/json; charset=utf-16",
            "text/plain",
            "application/x-www-form-urlencoded",
            "multipart/form-data",
            "nonsense",
            "");

    private final JsonNode document;
    private final List<String> paths = new ArrayList<>();
    private final List<String> credentials;
    private final SplittableRandom random;

    /** @param credentials some of which are good */
    GeneratedRequests(JsonNode document, List<String> credentials, SplittableRandom random) {
        this.document = document;
        this.credentials = credentials;
        this.random = random;
        document.path("paths").fieldNames().forEachRemaining(paths::add);
    }

    byte[] next() {
        String path = any(paths);
        List<String> methods = new ArrayList<>();
        document.path("paths").path(path).fieldNames().forEachRemaining(methods::add);
        String method = any(methods);
        JsonNode operation = document.path("paths").path(path).path(method);
        StringBuilder head = new StringBuilder();
        head.append(chance(20) ? any(METHODS) : method.toUpperCase(Locale.ROOT))
                .append(' ')
                .append(path(path))
                .append(query(operation))
                .append(" HTTP/1.1\r\nHost: localhost\r\n");
        headers(head, operation);
        byte[] body = body(operation);
        if (body.length > 0 || chance(3)) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        whole.writeBytes(body);
        return whole.toByteArray();
    }

    private String path(String template) {
        StringBuilder path = new StringBuilder();
        for (String segment : template.substring(1).split("/", -1)) {
            path.append('/').append(segment.startsWith("{") ? any(PATHS) : chance(60) ? any(PATHS) : segment);
        }
        return chance(100) ? path + any(List.of("/", "//", "?", "#x", "/..")) : path.toString();
    }

    private String query(JsonNode operation) {
        StringBuilder query = new StringBuilder();
        for (JsonNode parameter : operation.path("parameters")) {
            if (parameter.path("in").asText().equals("query") && chance(3)) {
                query.append(parameter.path("name").asText())
                        .append('=')
                        .append(value(parameter))
                        .append('&');
            }
        }
        if (chance(30)) {
            query.append(any(List.of("what=1", "=", "&&", "%", "limit", "limit=1&limit=2", "a=%ff")));
        }
        return query.isEmpty() ? "" : "?" + query;
    }

    private String value(JsonNode parameter) {
        return switch (parameter.at("/schema/type").asText()) {
            case "integer" -> chance(2) ? Integer.toString(random.nextInt(2000)) : encoded(any(TEXTS));
            default -> encoded(any(TEXTS));
        };
    }

    private void headers(StringBuilder head, JsonNode operation) {
        if (chance(2)) {
            head.append("Authorization: ").append(any(credentials)).append("\r\n");
        }
        for (JsonNode parameter : operation.path("parameters")) {
            if (parameter.path("in").asText().equals("header") && chance(4)) {
                String text = any(TEXTS).replace("\r\n", " ");
                head.append(parameter.path("name").asText())
                        .append(": ")
                        .append(text)
                        .append("\r\n");
            }
        }
        if (!chance(10)) {
            head.append("Content-Type: ").append(any(TYPES)).append("\r\n");
        }
        if (chance(40)) {
            head.append(any(List.of(
                            "Cookie: ionroller-session=x",
                            "Sec-Fetch-Site: cross-site",
                            "Origin: null",
                            "Expect: 100-continue",
                            "Accept-Encoding: gzip;q=x",
                            "Range: bytes=0-1",
                            "X-Forwarded-Proto: \u0001",
                            "X-Large: " + "y".repeat(9000))))
                    .append("\r\n");
        }
    }

    private byte[] body(JsonNode operation) {
        JsonNode schema = operation.at("/requestBody/content/application~1json/schema");
        if (schema.isMissingNode() && !chance(20)) {
            return new byte[0];
        }
        return switch (random.nextInt(12)) {
            case 0 -> noise();
            case 1 -> document(schema).getBytes(StandardCharsets.UTF_16);
            case 2 -> {
                String good = document(schema);
                yield good.substring(0, random.nextInt(good.length() + 1)).getBytes(StandardCharsets.UTF_8);
            }
            case 3 -> chance(20) ? "[".repeat(random.nextInt(3000)).getBytes(StandardCharsets.UTF_8) : new byte[0];
            case 4 -> chance(50) ? new byte[HUGE] : noise();
            default -> document(schema).getBytes(StandardCharsets.UTF_8);
        };
    }

    private byte[] noise() {
        byte[] noise = new byte[random.nextInt(300)];
        random.nextBytes(noise);
        return noise;
    }

    private String document(JsonNode schema) {
        return value(schema, 0).toString();
    }

    /** A value of a schema, or of another type in its place. */
    private JsonNode value(JsonNode given, int depth) {
        JsonNodeFactory make = JsonNodeFactory.instance;
        JsonNode schema =
                given.has("$ref") ? document.at(given.path("$ref").asText().substring(1)) : given;
        String type =
                chance(8) ? any(List.of("string", "integer", "boolean", "object", "array", "null")) : type(schema);
        return switch (type) {
            case "integer" -> make.numberNode(chance(2) ? random.nextInt(5) : random.nextLong());
            case "number" -> make.numberNode(random.nextDouble());
            case "boolean" -> make.booleanNode(random.nextBoolean());
            case "array" -> {
                ArrayNode array = make.arrayNode();
                for (int i = random.nextInt(4); i > 0 && depth < 6; i--) {
                    array.add(value(schema.path("items"), depth + 1));
                }
                yield array;
            }
            case "object" -> {
                ObjectNode object = make.objectNode();
                schema.path("properties").fields().forEachRemaining(property -> {
                    if (depth < 6 && !chance(4)) {
                        object.set(property.getKey(), value(property.getValue(), depth + 1));
                    }
                });
                yield chance(10) ? object.put(any(TEXTS), any(TEXTS)) : object;
            }
            case "null" -> make.nullNode();
            default -> make.textNode(any(TEXTS));
        };
    }

    private String type(JsonNode schema) {
        JsonNode options = schema.has("oneOf") ? schema.path("oneOf") : schema.path("anyOf");
        if (options.size() > 0) {
            return type(options.get(random.nextInt(options.size())));
        }
        JsonNode type = schema.path("type");
        return type.isArray() ? type.get(random.nextInt(type.size())).asText() : type.asText("object");
    }

    private boolean chance(int oneIn) {
        return random.nextInt(oneIn) == 0;
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
