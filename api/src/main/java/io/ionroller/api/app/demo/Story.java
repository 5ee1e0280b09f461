package io.ionroller.api.app.demo;

import io.ionroller.api.cli.client.ApiClient;
import io.ionroller.api.cli.client.Change;
import io.ionroller.api.cli.client.Target;
import io.ionroller.api.view.AcceptedView;
import io.ionroller.api.view.EnvironmentView;
import io.ionroller.api.view.EventView;
import io.ionroller.api.view.EventsPage;
import io.ionroller.api.view.ReleaseView;
import io.ionroller.api.view.RolloutView;
import io.ionroller.api.view.ServiceView;
import io.ionroller.engine.json.Json;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Tells the demonstration: asks the server for releases as any client would, and says what really happens meanwhile. */
final class Story {

    private static final String USER = "demo";
    private static final Duration LOOK = Duration.ofMillis(250);

    private final ApiClient api;
    private final String service;
    private final PrintStream out;
    private final Duration longestChapter;
    private final long start = System.nanoTime();

    /** @param longestChapter after which a chapter has failed */
    Story(ApiClient api, String service, PrintStream out, Duration longestChapter) {
        this.api = api;
        this.service = service;
        this.out = out;
        this.longestChapter = longestChapter;
    }

    void say(String format, Object... values) {
        double seconds = (System.nanoTime() - start) / 1e9;
        out.printf("%6.1fs  %s%n", seconds, format.formatted(values));
    }

    void chapter(String title) {
        out.printf("%n%s%n", title);
    }

    void configure(String json) {
        AcceptedView stored = change("PUT", Target.of("services", service, "config"), json);
        say("%s", stored.sentence());
    }

    /** Asks for a release and answers its number. */
    long release(String version) {
        AcceptedView accepted =
                change("POST", Target.of("services", service, "release"), "{\"version\":\"" + version + "\"}");
        say("%s", accepted.sentence());
        return Objects.requireNonNull(accepted.release());
    }

    /** Asks for a rollback and answers the release that carries it out. */
    long rollBack() {
        AcceptedView accepted = change("POST", Target.of("services", service, "rollback"), "{}");
        say("%s", accepted.sentence());
        return Objects.requireNonNull(accepted.release());
    }

    /** Removes every environment, also the one that has the traffic, and waits until none is left. */
    void dropEverything() {
        for (EnvironmentView environment : state().environments()) {
            if (!environment.lifecycle().equals("draining")
                    && !environment.lifecycle().equals("removing")) {
                String version = "{\"version\":\"" + environment.version() + "\",\"force\":true}";
                change("POST", Target.of("services", service, "drop"), version);
            }
        }
        awaitEmpty();
    }

    private AcceptedView change(String method, Target target, String json) {
        Change change = Change.of(method, target, json.getBytes(StandardCharsets.UTF_8), USER);
        return api.read(api.change(change), AcceptedView.class);
    }

    /** Follows a release to its end, saying what changes; answers how it ended. */
    ReleaseView follow(long release, DemoTraffic traffic) {
        long deadline = System.nanoTime() + longestChapter.toNanos();
        String last = "";
        Map<String, Long> counts = traffic.counts();
        while (System.nanoTime() < deadline) {
            String status = status();
            if (!status.equals(last)) {
                if (!last.isEmpty() && traffic.total() > 0) {
                    say("  answered: %s", DemoTraffic.shares(counts, traffic.counts()));
                }
                counts = traffic.counts();
                say("%s", status);
                last = status;
            }
            ReleaseView view =
                    api.get(Target.of("services", service, "releases", Long.toString(release)), ReleaseView.class);
            if (view.ended()) {
                say("release %d of %s is %s%s", release, view.version(), view.phase(), because(view));
                return view;
            }
            pause(LOOK);
        }
        throw new DemoFailure("release " + release + " did not end within " + longestChapter.toSeconds() + " s");
    }

    private static String because(ReleaseView view) {
        return view.reason().isEmpty() ? "" : ": " + view.reason();
    }

    private String status() {
        ServiceView view = state();
        RolloutView rollout = view.rollout();
        String phase = rollout == null ? "idle" : rollout.phase();
        String weights = view.environments().stream()
                .filter(environment ->
                        !"0%".equals(environment.intendedWeight()) || !"0%".equals(environment.observedWeight()))
                .map(Story::weight)
                .collect(Collectors.joining(", "));
        return "%-12s %s".formatted(phase, weights.isEmpty() ? "no traffic yet" : weights);
    }

    private static String weight(EnvironmentView environment) {
        return "%s intended %s, observed %s"
                .formatted(environment.version(), environment.intendedWeight(), environment.observedWeight());
    }

    ServiceView state() {
        return api.get(Target.of("services", service), ServiceView.class);
    }

    /** Prints the audit log of the service, oldest first. */
    void audit() {
        Target events =
                Target.of("services", service, "events").with("order", "oldest").with("limit", 200);
        for (EventView event : api.get(events, EventsPage.class).events()) {
            out.printf(
                    "  %4d  %s  %-26s %-7s %s%n",
                    event.sequence(),
                    event.timestamp().toString().substring(11, 23),
                    event.type(),
                    event.user(),
                    event.message());
        }
    }

    /** How long something took by the stored events: from the request to the traffic that was read back. */
    Duration fromRequestToReadBack(long release) {
        Target events = Target.of("services", service, "events")
                .with("release", release)
                .with("order", "oldest")
                .with("limit", 200);
        Map<String, EventView> byType = api.get(events, EventsPage.class).events().stream()
                .collect(Collectors.toMap(EventView::type, event -> event, (first, second) -> second));
        EventView asked = Objects.requireNonNull(byType.get("release-accepted"), "release-accepted");
        EventView seen = Objects.requireNonNull(byType.get("traffic-shifted"), "traffic-shifted");
        return Duration.between(asked.timestamp(), seen.timestamp());
    }

    private void awaitEmpty() {
        long deadline = System.nanoTime() + longestChapter.toNanos();
        while (!state().environments().isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new DemoFailure("environments were not removed: "
                        + Json.mapper().valueToTree(state()).toString());
            }
            pause(LOOK);
        }
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoFailure("interrupted");
        }
    }
}
