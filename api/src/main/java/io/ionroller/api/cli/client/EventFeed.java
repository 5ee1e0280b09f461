package io.ionroller.api.cli.client;

import io.ionroller.api.view.EventView;
import io.ionroller.api.view.ProblemView;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The server's feed of events: reads on a thread of its own, and after a lost connection goes on behind the last event it
 * got, so that none is missing and none comes twice. Any thread may {@link #next take}.
 */
public final class EventFeed implements AutoCloseable {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(3);

    private final ApiClient client;
    private final Target target;
    private final BlockingQueue<FeedMessage> messages = new LinkedBlockingQueue<>(10_000);
    private final Thread reader;
    private final Thread watch;
    private volatile long offset;
    private volatile long heardAt = System.nanoTime();
    private int attempt;
    private volatile boolean closed;
    private volatile @Nullable InputStream stream;

    private EventFeed(ApiClient client, Target target, long after) {
        this.client = client;
        this.target = target;
        this.offset = after;
        this.reader = Thread.ofVirtual().name("feed").unstarted(this::read);
        this.watch = Thread.ofVirtual().name("feed-watch").unstarted(this::breakSilence);
    }

    /**
     * Opens the feed.
     *
     * @param target {@code /feed} with its filters
     * @param after offset of the last event that is known already
     */
    public static EventFeed open(ApiClient client, Target target, long after) {
        EventFeed feed = new EventFeed(client, target, after);
        feed.reader.start();
        feed.watch.start();
        return feed;
    }

    /** The next message, if one comes in time. */
    public Optional<FeedMessage> next(Duration within) {
        try {
            return Optional.ofNullable(messages.poll(within.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private void read() {
        while (!closed) {
            String why;
            try {
                readOnce();
                why = "the connection ended";
            } catch (ClientException e) {
                put(new FeedMessage.Ended(e));
                return;
            } catch (IOException e) {
                why = Failures.sentence(e);
                if (System.nanoTime() - heardAt > client.patience().reconnect().toNanos()) {
                    put(new FeedMessage.Ended(new ClientException.Unreachable(client.server(), why, false, e)));
                    return;
                }
            } catch (InterruptedException e) {
                return;
            }
            attempt++;
            if (!closed) {
                put(new FeedMessage.Lost(why, attempt, pause(attempt)));
                ApiClient.sleep(pause(attempt));
            }
        }
    }

    private static Duration pause(int attempt) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(attempt - 1, 5));
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }

    /** Reads until the connection ends. */
    private void readOnce() throws IOException, InterruptedException {
        HttpRequest request = client.endless(target)
                .header("Accept", "text/event-stream")
                .header("Last-Event-ID", Long.toString(offset))
                .build();
        HttpResponse<InputStream> response = client.http().send(request, BodyHandlers.ofInputStream());
        try (InputStream body = response.body();
                BufferedReader lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
            if (response.statusCode() != 200) {
                refuse(response, body);
            }
            heard();
            attempt = 0;
            stream = body;
            put(new FeedMessage.Connected());
            ServerSentEvents events = new ServerSentEvents(lines, this::heard);
            for (ServerSentEvents.Message message = events.next(); message != null; message = events.next()) {
                take(message);
            }
        } finally {
            stream = null;
        }
    }

    private void heard() {
        heardAt = System.nanoTime();
    }

    private void take(ServerSentEvents.Message message) {
        var json = client.parse(message.data());
        EventView event = client.read(json, EventView.class);
        if (event.offset() > offset) {
            offset = event.offset();
            put(new FeedMessage.Happened(event, json));
        }
    }

    private void refuse(HttpResponse<InputStream> response, InputStream body) throws IOException {
        if (response.statusCode() == 503) {
            throw new IOException("the server is not ready");
        }
        String type = response.headers().firstValue("Content-Type").orElse("");
        if (type.startsWith(ProblemView.MEDIA_TYPE)) {
            String text = new String(body.readNBytes(1 << 16), StandardCharsets.UTF_8);
            throw new ClientException.Refused(client.read(client.parse(text), ProblemView.class));
        }
        throw new ClientException.Unexpected(client.server(), "answered " + response.statusCode() + " with " + type);
    }

    /** A connection that broke without a word is only noticed by its silence. */
    private void breakSilence() {
        while (!closed) {
            ApiClient.sleep(Duration.ofMillis(500));
            InputStream open = stream;
            if (open != null
                    && System.nanoTime() - heardAt > client.patience().silence().toNanos()) {
                try {
                    open.close();
                } catch (IOException e) {
                    // it is being given up anyway
                }
            }
        }
    }

    private void put(FeedMessage message) {
        try {
            messages.put(message);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed = true;
        reader.interrupt();
        watch.interrupt();
    }
}
