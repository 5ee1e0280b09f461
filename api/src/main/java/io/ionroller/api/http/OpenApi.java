package io.ionroller.api.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ionroller.api.http.Operation.Success;
import io.ionroller.api.view.ProblemView;
import io.ionroller.engine.json.Json;
import io.ionroller.engine.model.Permission;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.http.javadsl.model.HttpMethods;

/** The OpenAPI 3.1 document, made from the table of endpoints that the server answers from. */
final class OpenApi {

    private static final List<Integer> ALWAYS = List.of(400, 405, 503);
    private static final List<Integer> GUARDED = List.of(401, 403, 429);
    private static final String BEARER = "bearer";

    private final OpenApiSchemas schemas = new OpenApiSchemas();

    private OpenApi() {}

    /** The endpoints and one more, which describes them all and itself. */
    static List<Endpoint> described(List<Endpoint> endpoints, String version) {
        List<Endpoint> all = new ArrayList<>(endpoints);
        Operation operation =
                Operation.reading(Permission.NONE, "getOpenApi", "This document.", Success.of("application/json"));
        CompletableFuture<ObjectNode> document = new CompletableFuture<>();
        all.add(Endpoint.get("/openapi.json", operation, request -> document.thenApply(Responses::ok)));
        document.complete(new OpenApi().document(all, version));
        return all;
    }

    private ObjectNode document(List<Endpoint> endpoints, String version) {
        ObjectNode document = Json.mapper().createObjectNode().put("openapi", "3.1.0");
        document.putObject("info")
                .put("title", "ION-Roller")
                .put("version", version)
                .put("description", "Releases of services, from request to traffic.");
        document.putArray("servers").addObject().put("url", "/");
        ObjectNode paths = document.putObject("paths");
        for (Endpoint endpoint : endpoints) {
            String method = endpoint.method().name().toLowerCase(Locale.ROOT);
            paths.withObjectProperty(endpoint.path().text()).set(method, operation(endpoint));
        }
        schemas.reference(ProblemView.class);
        ObjectNode components = document.putObject("components");
        components.set("schemas", schemas.all());
        components
                .putObject("securitySchemes")
                .putObject(BEARER)
                .put("type", "http")
                .put("scheme", "bearer")
                .put("description", "An API token, or a JWT of the OpenID provider.");
        return document;
    }

    private ObjectNode operation(Endpoint endpoint) {
        Operation operation = endpoint.operation();
        ObjectNode node = Json.mapper().createObjectNode();
        node.put("operationId", operation.id()).put("summary", operation.summary());
        security(node, operation.permission());
        parameters(node.putArray("parameters"), endpoint);
        Class<?> body = operation.body();
        if (body != null) {
            node.putObject("requestBody")
                    .put("required", endpoint.method().equals(HttpMethods.PUT))
                    .putObject("content")
                    .putObject("application/json")
                    .set("schema", schemas.reference(body));
        }
        ObjectNode responses = node.putObject("responses");
        for (int status : operation.success().statuses()) {
            success(responses.putObject(Integer.toString(status)), operation.success(), status);
        }
        TreeSet<Integer> problems = new TreeSet<>(ALWAYS);
        problems.addAll(operation.problems());
        problems.addAll(operation.permission() == Permission.NONE ? List.of() : GUARDED);
        problems.forEach(status -> problem(responses.putObject(Integer.toString(status)), status));
        return node;
    }

    private static void security(ObjectNode node, Permission permission) {
        ArrayNode security = node.putArray("security");
        if (permission != Permission.NONE) {
            security.addObject().putArray(BEARER);
        }
        node.put("x-permission", permission.text());
    }

    private static void parameters(ArrayNode list, Endpoint endpoint) {
        for (String name : endpoint.path().parameters()) {
            list.addObject()
                    .put("name", name)
                    .put("in", "path")
                    .put("required", true)
                    .putObject("schema")
                    .put("type", name.equals("release") || name.equals("offset") ? "integer" : "string");
        }
        for (Parameter parameter : endpoint.operation().parameters()) {
            ObjectNode schema = list.addObject()
                    .put("name", parameter.name())
                    .put("in", parameter.in())
                    .put("description", parameter.description())
                    .putObject("schema");
            if (parameter.type().equals("date-time")) {
                schema.put("type", "string").put("format", "date-time");
            } else {
                schema.put("type", parameter.type());
            }
        }
    }

    private void success(ObjectNode response, Success success, int status) {
        response.put("description", status == 204 ? "Nothing is left." : "Done or accepted.");
        if (status != 204) {
            ObjectNode content = response.putObject("content").putObject(success.mediaType());
            Class<?> view = success.view();
            content.set("schema", view == null ? Json.mapper().createObjectNode() : schemas.reference(view));
        }
    }

    private void problem(ObjectNode response, int status) {
        String title = Arrays.stream(Problem.Kind.values())
                .filter(kind -> kind.status == status)
                .map(kind -> kind.title)
                .findFirst()
                .orElseThrow();
        response.put("description", title)
                .putObject("content")
                .putObject(ProblemView.MEDIA_TYPE)
                .set("schema", schemas.reference(ProblemView.class));
    }
}
