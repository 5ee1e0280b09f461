package io.ionroller.api.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ionroller.api.view.AcceptedView;
import io.ionroller.api.view.EnvironmentView;
import io.ionroller.api.view.EventView;
import io.ionroller.api.view.EventsPage;
import io.ionroller.api.view.ReleaseRef;
import io.ionroller.api.view.ReleaseView;
import io.ionroller.api.view.RolloutView;
import io.ionroller.api.view.ServiceView;
import io.ionroller.api.view.StepView;
import io.ionroller.api.view.TrafficView;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers of a server in the middle of a canary release of {@code hello}. */
public final class Views {

    /** When everything happens. */
    public static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    private Views() {}

    public static AcceptedView accepted(long release) {
        return new AcceptedView(release, null, null, "Release " + release + " of hello is accepted.");
    }

    /** Release 7 of 2.0.0 in a phase, with 1.0.0 serving. */
    public static RolloutView rollout(String phase, int step) {
        List<StepView> steps =
                List.of(step(1, "weight 10%", step), step(2, "pause 5s", step), step(3, "weight 100%", step));
        boolean paused = "paused".equals(phase);
        return new RolloutView(
                7,
                "2.0.0",
                3,
                "release",
                "hello-7",
                "hello-6",
                phase,
                step,
                3,
                steps,
                NOON.minusSeconds(2),
                paused ? null : NOON.plusSeconds(290),
                paused ? NOON.plusSeconds(3) : null,
                paused ? "timed" : null,
                false,
                paused ? "A pause of 5s is part of the strategy." : "Release 7 of 2.0.0 is " + phase + ".");
    }

    private static StepView step(int number, String text, int reached) {
        String state = number == reached ? "current" : number < reached ? "done" : "ahead";
        return new StepView(number, text, null, null, state);
    }

    /** The service during that release. */
    public static ServiceView during(RolloutView rollout) {
        return new ServiceView(
                "hello",
                3,
                new ReleaseRef(6, "1.0.0", 3, "hello-6", null),
                new ReleaseRef(7, "2.0.0", 3, "hello-7", rollout.phase()),
                null,
                List.of(
                        environment(6, "1.0.0", "stable", "90%", "90%", null),
                        environment(7, "2.0.0", "candidate", "10%", "0%", null)),
                rollout,
                null,
                List.of(),
                rollout.sentence());
    }

    /** The service after it, with one environment warm. */
    public static ServiceView after(boolean completed) {
        String serving = completed ? "2.0.0" : "1.0.0";
        return new ServiceView(
                "hello",
                3,
                new ReleaseRef(completed ? 7 : 6, serving, 3, completed ? "hello-7" : "hello-6", null),
                null,
                null,
                List.of(
                        environment(
                                6,
                                "1.0.0",
                                completed ? "unused" : "stable",
                                completed ? "0%" : "100%",
                                completed ? "0%" : "100%",
                                completed ? NOON.plusSeconds(3600) : null),
                        environment(
                                7,
                                "2.0.0",
                                completed ? "stable" : "unused",
                                completed ? "100%" : "0%",
                                completed ? "100%" : "0%",
                                completed ? null : NOON.plusSeconds(3600))),
                null,
                null,
                List.of(),
                serving + " has all traffic.");
    }

    public static EnvironmentView environment(
            long release, String version, String role, String intended, String observed, @Nullable Instant removeAt) {
        return new EnvironmentView(
                "hello-" + release,
                release,
                version,
                3,
                role,
                removeAt == null ? "live" : "retired",
                "healthy",
                2,
                2,
                2,
                "",
                intended,
                observed,
                removeAt == null ? null : NOON,
                removeAt,
                release == 7 ? resolved() : Map.of(),
                new TrafficView(120, release == 7 ? 1 : 0, 0, "1.3ms"),
                null);
    }

    public static EventView event(long offset, String type, long release, String message) {
        return new EventView(
                offset,
                "hello",
                offset,
                type,
                NOON.plusSeconds(offset),
                "ann@example.org",
                "start-release",
                "c-" + release,
                release,
                "hello-" + release,
                "2.0.0",
                null,
                message,
                data(type, release));
    }

    private static ObjectNode data(String type, long release) {
        ObjectNode data = JsonNodeFactory.instance.objectNode().put("release", release);
        boolean badEnd = type.startsWith("release-") && !"release-completed".equals(type);
        return badEnd ? data.put("reason", "1 of 2 healthy") : data;
    }

    private static Map<String, String> resolved() {
        return Map.of("ami", "ami-0a1b2c3d", "image", "shop/hello@sha256:0a0b");
    }

    public static EventsPage page(EventView... events) {
        return new EventsPage(List.of(events), null);
    }

    public static ReleaseView release(String phase, String reason) {
        Map<String, Duration> phases = new LinkedHashMap<>();
        phases.put("creating", Duration.ofSeconds(12));
        phases.put("verifying", Duration.ofMillis(2500));
        return new ReleaseView(
                "hello",
                7,
                "2.0.0",
                3,
                "release",
                "hello-7",
                7,
                phase,
                true,
                reason,
                "ann@example.org",
                NOON.minusSeconds(42),
                NOON,
                phases,
                resolved());
    }
}
