package io.ionroller.api.http;

import io.ionroller.api.access.AccessBook;
import io.ionroller.api.http.Operation.Success;
import io.ionroller.engine.model.Permission;
import io.ionroller.engine.query.EventLog;
import io.ionroller.engine.query.EventQuery;
import io.ionroller.engine.query.LoggedEvent;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.Done;
import org.apache.pekko.NotUsed;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.MediaTypes;
import org.apache.pekko.stream.BackpressureTimeoutException;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;

/** {@code /feed}: events as they happen, as server-sent events whose ids are offsets of the journal. */
final class FeedRoutes {

    private static final Parameter AFTER = Parameter.query(
            "after",
            "integer",
            "Begin after this offset; Last-Event-ID goes before. Without both and without from: now.");
    private static final Parameter LAST_EVENT_ID =
            Parameter.header("Last-Event-ID", "Id of the last message received: go on after it.");

    private static final ByteString KEEP_ALIVE = ByteString.fromString(": keep-alive\n\n");

    private final EventLog log;
    private final AccessBook rights;
    private final AppendSignal signal;
    private final ApiSettings settings;
    private final InstantSource clock;
    private final AtomicInteger clients = new AtomicInteger();

    FeedRoutes(EventLog log, AccessBook rights, AppendSignal signal, ApiSettings settings, InstantSource clock) {
        this.log = log;
        this.rights = rights;
        this.signal = signal;
        this.settings = settings;
        this.clock = clock;
    }

    List<Endpoint> endpoints() {
        Operation feed = Operation.reading(
                        Permission.READ_EVENTS,
                        "getFeed",
                        "Events as they happen, as server-sent events: id is the offset, event the type, data the event."
                                + " With to it ends then; 204 when nothing is left to resume.",
                        new Success(List.of(200, 204), "text/event-stream", null))
                .with(EventFilter.SERVICE)
                .with(EventFilter.PARAMETERS)
                .with(AFTER, LAST_EVENT_ID)
                .failing(409);
        return List.of(Endpoint.get("/feed", feed, this::feed));
    }

    private CompletionStage<HttpResponse> feed(ApiRequest request) {
        EventFilter filter = EventFilter.of(request.query(), null);
        Feed.View view = new Feed.View(filter, request::scope, rights);
        Optional<Long> resume = request.header("Last-Event-ID").map(FeedRoutes::lastEventId);
        Optional<Long> after = resume.or(() -> request.query().number("after", 0, Long.MAX_VALUE));
        if (clients.get() >= settings.mostFeeds()) {
            throw Problem.of(
                            Problem.Kind.UNAVAILABLE,
                            "too-many-feeds",
                            "this server serves " + settings.mostFeeds() + " feeds already",
                            "read pages of GET /events, or try again")
                    .thrown();
        }
        return Upstream.store(log::newestOffset).thenCompose(newest -> {
            if (after.isPresent() && after.get() > newest) {
                throw unknownPosition(after.get(), newest);
            }
            long start = after.orElse(filter.from() == null ? newest : 0L);
            return resume.isPresent() && past(filter)
                    ? resumed(view, start)
                    : CompletableFuture.completedFuture(stream(view, start));
        });
    }

    /** 204 tells an EventSource not to come again. */
    private CompletionStage<HttpResponse> resumed(Feed.View view, long start) {
        return Upstream.store(() -> log.read(view.filter()
                        .page(EventQuery.Order.OLDEST_FIRST, start, 1)
                        .within(view.scope().get())))
                .thenApply(
                        page -> page.events().isEmpty() ? HttpResponse.create().withStatus(204) : stream(view, start));
    }

    private boolean past(EventFilter filter) {
        return filter.to() != null && filter.to().isBefore(clock.instant());
    }

    private HttpResponse stream(Feed.View view, long start) {
        Source<ByteString, NotUsed> messages = Source.unfoldResourceAsync(
                        () -> opened(view, start), Feed::read, this::closed)
                .mapConcat(page -> page)
                .map(FeedRoutes::message)
                .prepend(Source.single(greeting(start)))
                .keepAlive(settings.feedKeepAlive(), () -> KEEP_ALIVE)
                .backpressureTimeout(settings.slowClientLimit())
                // The end comes between two messages, so that the last id the client has stays true.
                .onErrorComplete(BackpressureTimeoutException.class);
        return HttpResponse.create()
                .withEntity(HttpEntities.createChunked(ContentTypes.create(MediaTypes.TEXT_EVENT_STREAM), messages));
    }

    private CompletionStage<Feed> opened(Feed.View view, long start) {
        clients.incrementAndGet();
        return CompletableFuture.completedFuture(new Feed(log, signal, clock, view, start));
    }

    private CompletionStage<Done> closed(Feed feed) {
        clients.decrementAndGet();
        return CompletableFuture.completedFuture(Done.getInstance());
    }

    /** The id lets a client that loses the connection before the first event resume without loss. */
    private static ByteString greeting(long start) {
        return ByteString.fromString("retry: 1000\nid: " + start + "\n: the feed begins\n\n");
    }

    private static ByteString message(LoggedEvent event) {
        return ByteString.fromString("id: " + event.offset() + "\nevent: " + event.type() + "\ndata: ")
                .concat(Responses.bytes(EventFilter.view(event)))
                .concat(ByteString.fromString("\n\n"));
    }

    private static long lastEventId(String text) {
        if (text.matches("\\d{1,18}")) {
            return Long.parseLong(text);
        }
        throw Problem.header("Last-Event-ID", text, "the id of a message of this feed")
                .thrown();
    }

    private static ProblemException unknownPosition(long after, long newest) {
        return Problem.of(
                        Problem.Kind.CONFLICT,
                        "unknown-position",
                        "the journal has no event " + after + ", its newest is " + newest
                                + ": it is not the journal that this position comes from",
                        "begin again without a position")
                .thrown();
    }
}
