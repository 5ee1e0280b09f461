package io.ionroller.api.http;

import io.ionroller.api.http.Operation.Success;
import io.ionroller.api.view.ReleasePage;
import io.ionroller.api.view.ReleaseView;
import io.ionroller.engine.model.Permission;
import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.query.Catalog;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** {@code /services/{s}/releases}: the history of releases. */
final class ReleaseRoutes {

    private static final Parameter BEFORE =
            Parameter.query("before", "integer", "Number of the last release of the page before.");

    private final Catalog catalog;

    ReleaseRoutes(Catalog catalog) {
        this.catalog = catalog;
    }

    List<Endpoint> endpoints() {
        Operation list = Operation.reading(
                        Permission.READ,
                        "listReleases",
                        "Releases, newest first.",
                        Success.json(ReleasePage.class, 200))
                .with(BEFORE, Parameter.LIMIT)
                .failing(404);
        Operation one = Operation.reading(
                        Permission.READ,
                        "getRelease",
                        "One release, with the time spent per phase.",
                        Success.json(ReleaseView.class, 200))
                .failing(404);
        return List.of(
                Endpoint.get("/services/{service}/releases", list, this::list),
                Endpoint.get("/services/{service}/releases/{release}", one, this::one));
    }

    private CompletionStage<HttpResponse> list(ApiRequest request) {
        ServiceName service = request.service();
        int limit = request.query().limit();
        Long before = request.query().number("before", 1, Long.MAX_VALUE).orElse(null);
        return Upstream.store(() -> catalog.releases(service, before, limit)).thenCompose(found -> {
            String next = found.size() < limit
                    ? null
                    : request.with("before", Long.toString(found.getLast().release()));
            HttpResponse response = Responses.page(
                    new ReleasePage(found.stream().map(ReleaseView::of).toList(), next), next);
            return found.isEmpty()
                    ? ConfigurationHistory.ifKnown(request, catalog, response)
                    : CompletableFuture.completedFuture(response);
        });
    }

    private CompletionStage<HttpResponse> one(ApiRequest request) {
        ServiceName service = request.service();
        long number = request.number("release");
        return found(service, number)
                .thenCompose(found -> found.<CompletionStage<HttpResponse>>map(CompletableFuture::completedFuture)
                        .orElseGet(() -> missing(service, number)));
    }

    private CompletionStage<Optional<HttpResponse>> found(ServiceName service, long number) {
        return Upstream.store(() -> catalog.release(service, number))
                .thenApply(found -> found.map(release -> Responses.ok(ReleaseView.of(release))));
    }

    /** It does not exist, unless the catalogue has not come so far yet, or has come so far just after it was asked. */
    private CompletionStage<HttpResponse> missing(ServiceName service, long number) {
        return Upstream.store(catalog::lag).thenCompose(lag -> {
            if (lag > 0) {
                throw Problem.of(
                                Problem.Kind.UNAVAILABLE,
                                "catalog-behind",
                                "the catalogue is " + lag + " events behind, release " + number + " may be among them",
                                "try again")
                        .thrown();
            }
            return found(service, number)
                    .thenApply(found -> found.orElseThrow(() -> Problem.notFound(
                                    "release-not-found",
                                    service + " has no release " + number,
                                    "see its releases: GET /services/" + service + "/releases")
                            .thrown()));
        });
    }
}
