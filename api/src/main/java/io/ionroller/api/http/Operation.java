package io.ionroller.api.http;

import io.ionroller.engine.model.Permission;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the OpenAPI document says about an endpoint, and what whoever asks needs.
 *
 * @param id unique, camelCase
 * @param permission the one that a caller needs
 * @param parameters of query and headers
 * @param body record of the request's body; absent when it takes none
 * @param success the answer when all is well
 * @param anyQuery whether parameters that are not documented are ignored instead of refused
 * @param problems statuses of the problems it may answer, besides 400, 405 and 503
 */
record Operation(
        String id,
        Permission permission,
        String summary,
        List<Parameter> parameters,
        @Nullable Class<?> body,
        Success success,
        boolean anyQuery,
        List<Integer> problems) {

    /**
     * The successful answer.
     *
     * @param view record of the answer; absent when it is no JSON of ours
     */
    record Success(
            List<Integer> statuses,
            String mediaType,
            @Nullable Class<?> view) {

        static Success json(Class<?> view, Integer... statuses) {
            return new Success(List.of(statuses), "application/json", view);
        }

        /** A stream of objects, one per line. */
        static Success lines(Class<?> view) {
            return new Success(List.of(200), Responses.LINES, view);
        }

        static Success of(String mediaType) {
            return new Success(List.of(200), mediaType, null);
        }
    }

    static Operation reading(Permission permission, String id, String summary, Success success) {
        return new Operation(id, permission, summary, List.of(), null, success, false, List.of());
    }

    static Operation changing(Permission permission, String id, String summary, Success success) {
        List<Parameter> headers = List.of(Parameter.USER, Parameter.IDEMPOTENCY_KEY);
        return new Operation(id, permission, summary, headers, null, success, false, List.of(404, 409, 413, 415, 422));
    }

    Operation taking(Class<?> newBody) {
        return new Operation(id, permission, summary, parameters, newBody, success, anyQuery, problems);
    }

    Operation with(Parameter... more) {
        return new Operation(
                id,
                permission,
                summary,
                Stream.concat(parameters.stream(), Stream.of(more)).toList(),
                body,
                success,
                anyQuery,
                problems);
    }

    Operation failing(Integer... statuses) {
        return new Operation(id, permission, summary, parameters, body, success, anyQuery, List.of(statuses));
    }

    /** For an address that others send browsers to, with parameters of their own. */
    Operation ignoringOtherQuery() {
        return new Operation(id, permission, summary, parameters, body, success, true, problems);
    }

    boolean knowsQuery(String name) {
        return anyQuery
                || parameters.stream()
                        .anyMatch(parameter -> parameter.in().equals("query")
                                && parameter.name().equals(name));
    }

    List<String> queryNames() {
        return parameters.stream()
                .filter(parameter -> parameter.in().equals("query"))
                .map(Parameter::name)
                .toList();
    }
}
