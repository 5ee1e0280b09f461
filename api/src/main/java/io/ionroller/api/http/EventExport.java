package io.ionroller.api.http;

import io.ionroller.api.view.EventView;
import io.ionroller.engine.model.ServiceScope;
import io.ionroller.engine.query.EventLog;
import io.ionroller.engine.query.EventPage;
import io.ionroller.engine.query.EventQuery;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.apache.pekko.NotUsed;
import org.apache.pekko.http.javadsl.model.ContentType;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpCharsets;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.MediaTypes;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;
import org.apache.pekko.util.ByteStringBuilder;

/** All events that a filter lets through, as a file that is written while it is read: two pages are in memory at most. */
final class EventExport {

    private static final int PAGE = 1_000;
    private static final ContentType CSV_TYPE = ContentTypes.create(MediaTypes.TEXT_CSV, HttpCharsets.UTF_8);

    private final EventLog log;
    private final EventFilter filter;
    private final Supplier<ServiceScope> allowed;
    private final ServiceScope scope;

    EventExport(EventLog log, EventFilter filter, Supplier<ServiceScope> allowed) {
        this.log = log;
        this.filter = filter;
        this.allowed = allowed;
        this.scope = allowed.get();
    }

    /** How it is written. */
    enum Format {
        NDJSON,
        CSV
    }

    CompletionStage<HttpResponse> answer(Format format) {
        // The first page shows whether the store can be read, while there still is a status to say it with.
        return Upstream.store(() -> page(0)).thenApply(first -> {
            Source<ByteString, NotUsed> pages = pages(first).async().map(page -> bytes(page, format));
            return switch (format) {
                case NDJSON -> file(Responses.stream(Responses.LINES_TYPE, pages), "events.ndjson");
                case CSV ->
                    file(Responses.stream(CSV_TYPE, pages.prepend(Source.single(EventCsv.header()))), "events.csv");
            };
        });
    }

    private static HttpResponse file(HttpResponse response, String name) {
        return response.addHeader(RawHeader.create("Content-Disposition", "attachment; filename=\"" + name + "\""));
    }

    private Source<EventPage, NotUsed> pages(EventPage first) {
        return Source.single(first)
                .concat(Source.unfoldAsync(
                        Optional.ofNullable(first.next()),
                        cursor -> cursor.isEmpty()
                                ? CompletableFuture.completedFuture(Optional.empty())
                                : page(cursor.get())
                                        .thenApply(page ->
                                                Optional.of(Pair.create(Optional.ofNullable(page.next()), page)))));
    }

    /** What breaks off is seen to be no whole export; what leaves out would not be. */
    private CompletionStage<EventPage> page(long cursor) {
        return allowed.get().equals(scope)
                ? log.read(
                        filter.page(EventQuery.Order.OLDEST_FIRST, cursor, PAGE).within(scope))
                : CompletableFuture.failedFuture(
                        new IllegalStateException("an export breaks off: its reader may no longer see the same"));
    }

    private static ByteString bytes(EventPage page, Format format) {
        ByteStringBuilder bytes = new ByteStringBuilder();
        page.events().forEach(event -> {
            EventView view = EventFilter.view(event);
            bytes.append(
                    switch (format) {
                        case NDJSON -> Responses.line(view);
                        case CSV -> EventCsv.row(view);
                    });
        });
        return bytes.result();
    }
}
