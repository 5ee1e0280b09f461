package io.ionroller.api.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ionroller.api.cli.client.EventFeed;
import io.ionroller.api.cli.client.FeedMessage;
import io.ionroller.api.cli.client.Target;
import io.ionroller.api.cli.text.HistoryText;
import io.ionroller.api.cli.text.Paint;
import io.ionroller.api.cli.text.WhyText;
import io.ionroller.api.view.EventView;
import io.ionroller.api.view.EventsPage;
import io.ionroller.api.view.WhyView;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ionroller events}. */
@Command(name = "events", description = "Shows the audit log: the newest events, the newest one last.")
final class EventsCommand implements Callable<Integer> {

    private static final int PAGE = 1000;
    private static final Duration WAIT = Duration.ofSeconds(1);

    private final RootCommand root;

    @Parameters(index = "0", arity = "0..1", paramLabel = "SERVICE", description = "Without it: of all services.")
    private @Nullable String service;

    @Option(
            names = {"-f", "--follow"},
            description = "Go on with new events until Ctrl-C.")
    private boolean follow;

    @Option(
            names = "--type",
            split = ",",
            paramLabel = "TYPE",
            description = "Only these types, such as traffic-shifted; repeat it or separate with commas.")
    private List<String> types = List.of();

    @Option(names = "--release", paramLabel = "N", description = "Only those about this release.")
    private @Nullable Long release;

    @Option(names = "--version-of", paramLabel = "VERSION", description = "Only those about this version.")
    private @Nullable String version;

    @Option(names = "--by", paramLabel = "NAME", description = "Only those that this user caused.")
    private @Nullable String by;

    @Option(
            names = "--environment",
            paramLabel = "ID",
            description = "Only those about this environment, such as hello-7.")
    private @Nullable String environment;

    @Option(names = "--text", paramLabel = "TEXT", description = "Only those with this text anywhere in them.")
    private @Nullable String text;

    @Option(
            names = "--export",
            paramLabel = "FORMAT",
            description = "All of them, the oldest first, as ndjson or csv; --limit does not count.")
    private @Nullable String export;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            converter = TimeArguments.InstantReader.class,
            description = "Only those at or after: 2026-01-31T12:00:00Z, 2026-01-31, or 2h (ago).")
    private @Nullable Instant from;

    @Option(
            names = "--to",
            paramLabel = "TIME",
            converter = TimeArguments.InstantReader.class,
            description = "Only those before.")
    private @Nullable Instant to;

    @Option(names = "--oldest", description = "The oldest events instead of the newest.")
    private boolean oldest;

    @Option(names = "--limit", paramLabel = "N", description = "How many at most (50).")
    private int limit = 50;

    @Option(
            names = "--why",
            paramLabel = "N",
            description = "Why the event with this offset happened, and what came of it.")
    private @Nullable Long why;

    EventsCommand(RootCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() {
        if (follow && (to != null || oldest)) {
            throw new InputException("--follow goes on from now: it cannot be combined with --to or --oldest");
        }
        Session session = root.session();
        if (why != null) {
            return why(session, why);
        }
        if (export != null) {
            return export(session, export);
        }
        Target events = service == null ? Target.of("events") : Target.of("services", service, "events");
        Target page = filtered(events)
                .with("from", from)
                .with("to", to)
                .with("order", oldest ? "oldest" : "newest")
                .with("limit", Math.min(Math.max(limit, 1), PAGE));
        ObjectNode json = session.pages(page, "events", limit);
        EventsPage read = session.client().read(json, EventsPage.class);
        print(session, json, read.events());
        if (follow) {
            long after =
                    read.events().stream().mapToLong(EventView::offset).max().orElse(0);
            return follow(session, after);
        }
        return ExitCode.OK;
    }

    private int export(Session session, String format) {
        Target all = filtered(Target.of("events", "export"))
                .with("service", service)
                .with("from", from)
                .with("to", to)
                .with("format", format);
        try {
            session.patient().client().copy(all, session.surroundings().out());
            session.surroundings().out().flush();
            return ExitCode.OK;
        } catch (IOException e) {
            throw new InputException("the export cannot be written: " + e);
        }
    }

    private static int why(Session session, long offset) {
        JsonNode json = session.client().get(Target.of("events", Long.toString(offset), "why"));
        if (session.json()) {
            session.print(json);
        } else {
            session.print(WhyText.of(session.client().read(json, WhyView.class), session.moment(), session.paint()));
        }
        return ExitCode.OK;
    }

    private Target filtered(Target target) {
        return target.withEach("type", types)
                .with("release", release)
                .with("version", version)
                .with("user", by)
                .with("environment", environment)
                .with("text", text);
    }

    private void print(Session session, JsonNode json, List<EventView> events) {
        if (session.json() && !follow) {
            session.print(json);
        } else if (session.json()) {
            json.path("events").forEach(event -> session.print(event.toString()));
        } else {
            List<EventView> inOrder = oldest ? events : events.reversed();
            inOrder.forEach(event -> session.print(HistoryText.event(event, session.moment(), session.paint())));
        }
    }

    private int follow(Session session, long after) {
        Target feed = filtered(Target.of("feed")).with("service", service);
        try (EventFeed open = EventFeed.open(session.client(), feed, after)) {
            while (true) {
                Optional<FeedMessage> message = open.next(WAIT);
                if (message.isPresent()) {
                    tell(session, message.get());
                }
            }
        }
    }

    private static void tell(Session session, FeedMessage message) {
        Paint paint = session.paint();
        switch (message) {
            case FeedMessage.Happened happened ->
                session.print(
                        session.json()
                                ? happened.json().toString()
                                : HistoryText.event(happened.event(), session.moment(), paint));
            case FeedMessage.Lost lost
            when lost.attempt() == 1 ->
                session.surroundings().err().println("The connection is lost (" + lost.why() + "), trying again...");
            case FeedMessage.Lost lost -> {
                // The first attempt was told.
            }
            case FeedMessage.Connected connected -> {
                // Nothing to tell: events go on behind the last one.
            }
            case FeedMessage.Ended ended -> throw ended.why();
        }
    }
}
