package io.ionroller.api.http;

import io.ionroller.api.http.Operation.Success;
import io.ionroller.api.view.ClusterStatus;
import io.ionroller.api.view.PlaceView;
import io.ionroller.engine.model.Permission;
import io.ionroller.engine.query.Catalog;
import io.ionroller.engine.query.ClusterView;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** {@code /cluster}: members, and where a service lives. Asks members with a time limit, and no owner of a service. */
final class ClusterRoutes {

    /** The answer about the members must not wait for a database that is down. */
    private static final long CATALOG_SECONDS = 2;

    private final ClusterView cluster;
    private final Catalog catalog;

    ClusterRoutes(ClusterView cluster, Catalog catalog) {
        this.cluster = cluster;
        this.catalog = catalog;
    }

    List<Endpoint> endpoints() {
        Operation members = Operation.reading(
                Permission.READ_CLUSTER,
                "getCluster",
                "The cluster as this node sees it: members, shards, and how far behind the lists are.",
                Success.json(ClusterStatus.class, 200));
        Operation place = Operation.reading(
                Permission.READ,
                "getPlace",
                "The shard and the member where a service lives; any name has a place, whether it is known or not.",
                Success.json(PlaceView.class, 200));
        return List.of(
                Endpoint.get("/cluster", members, request -> members()),
                Endpoint.get("/cluster/services/{service}", place, this::place));
    }

    private CompletionStage<HttpResponse> members() {
        CompletionStage<Optional<Long>> behind = Upstream.store(catalog::lag)
                .toCompletableFuture()
                .orTimeout(CATALOG_SECONDS, TimeUnit.SECONDS)
                .thenApply(Optional::of)
                .exceptionally(unknown -> Optional.empty());
        return Upstream.cluster(cluster::picture)
                .thenCombine(behind, (picture, lag) -> Responses.ok(ClusterStatus.of(picture, lag.orElse(null))));
    }

    private CompletionStage<HttpResponse> place(ApiRequest request) {
        var service = request.service();
        return Upstream.cluster(() -> cluster.place(service))
                .thenCombine(
                        Upstream.cluster(cluster::picture),
                        (place, picture) -> Responses.ok(PlaceView.of(place, picture)));
    }
}
