package io.ionroller.api.http;

import io.ionroller.api.telemetry.RequestTrace;
import io.ionroller.api.telemetry.Tracing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpMethod;
import org.apache.pekko.http.javadsl.model.HttpMethods;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.apache.pekko.http.javadsl.model.headers.TimeoutAccess;

/** Finds the endpoint of a request in the table and turns every failure into a problem. */
final class Dispatcher {

    private final List<Endpoint> endpoints;
    private final Guard guard;
    private final Tracing tracing;
    private final ActorSystem<?> system;

    Dispatcher(List<Endpoint> endpoints, Guard guard, Tracing tracing, ActorSystem<?> system) {
        this.endpoints = List.copyOf(endpoints);
        this.guard = guard;
        this.tracing = tracing;
        this.system = system;
    }

    CompletionStage<HttpResponse> answer(HttpRequest request) {
        String path = request.getUri().path();
        RequestTrace trace = trace(request, path);
        request.getHeader(TimeoutAccess.class)
                .ifPresent(timeout -> timeout.timeoutAccess()
                        .updateHandler(late -> Responses.secured(Problems.tooSlow(path, trace.id()))));
        return dispatch(request, trace)
                .exceptionally(failure -> Problems.response(failure, path, trace.id()))
                .thenApply(response -> {
                    trace.end(response.status().intValue());
                    return Responses.secured(response);
                });
    }

    /** Whoever looks again and again whether the server is there, and how it does, would fill every trace. */
    private RequestTrace trace(HttpRequest request, String path) {
        return path.startsWith("/health/") || path.equals("/metrics")
                ? RequestTrace.NONE
                : tracing.request(
                        request.method().name(),
                        path,
                        request.getHeader("traceparent").map(HttpHeader::value).orElse(null));
    }

    private record Match(Endpoint endpoint, Map<String, String> parameters) {}

    private CompletionStage<HttpResponse> dispatch(HttpRequest request, RequestTrace trace) {
        String path = request.getUri().path();
        List<Match> matches = matches(PathTemplate.segments(path));
        if (matches.isEmpty()) {
            Problem unknown = Problem.notFound("no-such-path", "there is nothing at " + path, "see GET /openapi.json");
            return unread(request, Problems.response(unknown, path, trace.id()));
        }
        if (request.method().equals(HttpMethods.OPTIONS)) {
            return unread(request, HttpResponse.create().withStatus(204).addHeader(allow(matches)));
        }
        return matches.stream()
                .filter(one -> one.endpoint().method().equals(effective(request.method())))
                .findFirst()
                .map(match -> guarded(request, match, trace))
                .orElseGet(() -> unread(request, notAllowed(request, matches, trace)));
    }

    /** Of whom is not let in nothing is read. */
    private CompletionStage<HttpResponse> guarded(HttpRequest request, Match match, RequestTrace trace) {
        trace.route(match.endpoint().method().name(), match.endpoint().path().text());
        return guard.admit(request, match.endpoint(), match.parameters())
                .whenComplete((admitted, refused) -> {
                    if (refused != null) {
                        Body.discard(request, system);
                    }
                })
                .thenCompose(admission -> Body.read(request, system)
                        .thenCompose(body -> match.endpoint()
                                .handler()
                                .handle(new ApiRequest(
                                        request,
                                        admission.within(trace),
                                        QueryParameters.of(
                                                request.getUri(),
                                                match.endpoint().operation()),
                                        body))));
    }

    private CompletionStage<HttpResponse> unread(HttpRequest request, HttpResponse response) {
        Body.discard(request, system);
        return CompletableFuture.completedFuture(response);
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

    private static HttpResponse notAllowed(HttpRequest request, List<Match> matches, RequestTrace trace) {
        String path = request.getUri().path();
        Problem problem = Problem.of(
                Problem.Kind.METHOD_NOT_ALLOWED,
                "method-not-allowed",
                request.method().name() + " is not possible at " + path,
                "use " + allow(matches).value());
        return Problems.response(problem, path, trace.id()).addHeader(allow(matches));
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
