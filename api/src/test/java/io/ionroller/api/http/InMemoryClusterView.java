package io.ionroller.api.http;

import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.query.ClusterPicture;
import io.ionroller.engine.query.ClusterView;
import io.ionroller.engine.query.ServicePlace;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Three members, of which the last is missed and has said nothing. */
final class InMemoryClusterView implements ClusterView {

    static final Instant SINCE = Instant.parse("2026-11-23T12:00:00Z");

    @Override
    public CompletionStage<ClusterPicture> picture() {
        return CompletableFuture.completedFuture(new ClusterPicture(
                "10.0.0.1:17355",
                "10.0.0.2:17355",
                List.of(
                        node("10.0.0.1:17355", "one", true, new ClusterPicture.Load(50, 7)),
                        node("10.0.0.2:17355", "two", true, new ClusterPicture.Load(20, 0)),
                        node("10.0.0.3:17355", "three", false, null)),
                100));
    }

    private static ClusterPicture.Node node(String address, String name, boolean reachable, ClusterPicture.Load load) {
        return new ClusterPicture.Node(
                address, List.of("node=" + name, "dc-default"), "up", SINCE, reachable, "2.0.0", load);
    }

    @Override
    public CompletionStage<ServicePlace> place(ServiceName service) {
        boolean hello = service.value().equals("hello");
        return CompletableFuture.completedFuture(
                new ServicePlace(service, "42", hello ? "10.0.0.2:17355" : null, hello, hello ? true : null));
    }
}
