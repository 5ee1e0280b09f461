package io.ionroller.api.http;

import io.ionroller.api.http.Operation.Success;
import io.ionroller.api.view.OrphanRemovalRequest;
import io.ionroller.api.view.OrphansView;
import io.ionroller.engine.model.Permission;
import io.ionroller.engine.platform.Platforms;
import io.ionroller.engine.platform.Sweeper;
import io.ionroller.engine.service.Census;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/**
 * {@code /platforms/{p}/orphans}: what a platform has and no service knows. Nothing of it is kept here: a removal is asked for again
 * until nothing is under way any more, and every time everything is read anew.
 */
final class OrphanRoutes {

    private static final String PATH = "/platforms/{platform}/orphans";
    private static final String NEVER_RELEASED = "never_released";

    private final Census census;
    private final Platforms platforms;

    OrphanRoutes(Census census, Platforms platforms) {
        this.census = census;
        this.platforms = platforms;
    }

    List<Endpoint> endpoints() {
        Operation list = Operation.reading(
                        Permission.OPERATE,
                        "listOrphans",
                        "What is there under our name and belongs to no environment of any service; takes up to minutes.",
                        Success.json(OrphansView.class, 200))
                .failing(404);
        Operation removal = Operation.reading(
                        Permission.OPERATE,
                        "removeOrphans",
                        "Take the next step of the removal of every orphan that is proved to be drained; repeat it while any is draining or removing.",
                        Success.json(OrphansView.class, 200))
                .with(Parameter.USER)
                .taking(OrphanRemovalRequest.class)
                .failing(404, 413, 415, 422);
        return List.of(
                Endpoint.get(PATH, list, request -> sweep(request, false, false)),
                Endpoint.post(PATH + "/removal", removal, request -> {
                    JsonBody body = JsonBody.of(request, List.of(NEVER_RELEASED));
                    boolean neverReleased = body.flag(NEVER_RELEASED);
                    body.check();
                    return sweep(request, true, neverReleased);
                }));
    }

    private CompletionStage<HttpResponse> sweep(ApiRequest request, boolean remove, boolean neverReleased) {
        String platform = request.segment("platform");
        Sweeper sweeper = platforms
                .sweeper(platform)
                .orElseThrow(() -> Problem.notFound(
                                "platform-not-found",
                                "there is no platform '" + platform + "' that could have orphans",
                                "ask for ec2")
                        .thrown());
        String who = request.who();
        request.takesLong();
        return Upstream.store(() -> census.settings(platform)).thenCompose(settings -> {
            List<String> unasked = settings.unanswered().stream()
                    .map(service -> "the owner of " + service + " could not be asked where it has been")
                    .toList();
            var order = new Sweeper.Order(settings.used(), census, remove, neverReleased, who);
            return Upstream.platform(() -> sweeper.sweep(order))
                    .thenApply(report -> Responses.ok(OrphansView.of(report, unasked)));
        });
    }
}
