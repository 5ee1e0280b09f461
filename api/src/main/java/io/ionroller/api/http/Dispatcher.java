package io.ionroller.api.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.http.javadsl.model.HttpMethod;
import org.apache.pekko.http.javadsl.model.HttpMethods;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.apache.pekko.http.javadsl.model.headers.TimeoutAccess;
import org.apache.pekko.util.ByteString;

/** Finds the endpoint of a request in the table and turns every failure into a problem. */
final class Dispatcher {

    private final List<Endpoint> endpoints;
    private final ActorSystem<?> system;

    Dispatcher(List<Endpoint> endpoints, ActorSystem<?> system) {
        this.endpoints = List.copyOf(endpoints);
        this.system = system;
    }

    CompletionStage<HttpResponse> answer(HttpRequest request) {
        String path = request.getUri().path();
        request.getHeader(TimeoutAccess.class)
                .ifPresent(timeout ->
                        timeout.timeoutAccess().updateHandler(late -> Responses.secured(Problems.tooSlow(path))));
        return Body.read(request, system)
                .thenCompose(body -> dispatch(request, body))
                .exceptionally(failure -> Problems.response(failure, path))
                .thenApply(Responses::secured);
    }

    private record Match(Endpoint endpoint, Map<String, String> parameters) {}

    private CompletionStage<HttpResponse> dispatch(HttpRequest request, ByteString body) {
        String path = request.getUri().path();
        List<Match> matches = matches(PathTemplate.segments(path));
        if (matches.isEmpty()) {
            throw Problem.notFound("no-such-path", "there is nothing at " + path, "see GET /openapi.json")
                    .thrown();
        }
        if (request.method().equals(HttpMethods.OPTIONS)) {
            return CompletableFuture.completedFuture(
                    HttpResponse.create().withStatus(204).addHeader(allow(matches)));
        }
        Optional<Match> match = matches.stream()
                .filter(one -> one.endpoint().method().equals(effective(request.method())))
                .findFirst();
        if (match.isEmpty()) {
            return CompletableFuture.completedFuture(notAllowed(request, path, matches));
        }
        Endpoint endpoint = match.get().endpoint();
        QueryParameters query = QueryParameters.of(request.getUri(), endpoint.operation());
        return endpoint.handler().handle(new ApiRequest(request, match.get().parameters(), query, body));
    }

    private List<Match> matches(List<String> segments) {
        List<Match> matches = new ArrayList<>();
        for (Endpoint endpoint : endpoints) {
            endpoint.path().match(segments).ifPresent(parameters -> matches.add(new Match(endpoint, parameters)));
        }
        return matches;
    }

    /** HEAD is answered as GET; the server leaves the body out. */
    private static HttpMethod effective(HttpMethod method) {
        return method.equals(HttpMethods.HEAD) ? HttpMethods.GET : method;
    }

    private static HttpResponse notAllowed(HttpRequest request, String path, List<Match> matches) {
        Problem problem = Problem.of(
                Problem.Kind.METHOD_NOT_ALLOWED,
                "method-not-allowed",
                request.method().name() + " is not possible at " + path,
                "use " + allow(matches).value());
        return Problems.response(problem, path).addHeader(allow(matches));
    }

    private static RawHeader allow(List<Match> matches) {
        TreeSet<String> methods = new TreeSet<>(List.of("OPTIONS"));
        for (Match match : matches) {
            methods.add(match.endpoint().method().name());
            if (match.endpoint().method().equals(HttpMethods.GET)) {
                methods.add("HEAD");
            }
        }
        return RawHeader.create("Allow", String.join(", ", methods));
    }
}
