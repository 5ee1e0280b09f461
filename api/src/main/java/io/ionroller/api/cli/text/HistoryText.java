package io.ionroller.api.cli.text;

import io.ionroller.api.cli.text.Table.Cell;
import io.ionroller.api.view.ConfigurationView;
import io.ionroller.api.view.EventView;
import io.ionroller.api.view.ReleaseView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What has happened, as text: releases, revisions, events. */
public final class HistoryText {

    private static final int LONGEST_REASON = 60;

    private HistoryText() {}

    /** Releases, one per line. */
    public static List<String> releases(List<ReleaseView> releases, Moment moment, Paint paint) {
        Table table =
                new Table(">RELEASE", "VERSION", ">REVISION", "KIND", "PHASE", "BY", "REQUESTED", "TOOK", "REASON");
        for (ReleaseView release : releases) {
            table.row(
                    release.release(),
                    release.version(),
                    release.revision(),
                    release.kind().replace('-', ' '),
                    Cell.of(release.phase(), Style.ofPhase(release.phase())),
                    release.user(),
                    Spans.stamp(release.requestedAt(), moment.zone()),
                    Spans.format(took(release, moment.now())),
                    shortened(release.reason()));
        }
        return table.isEmpty() ? List.of("No releases yet.") : table.lines(paint);
    }

    private static String shortened(String reason) {
        return reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON - 3) + "...";
    }

    /** One release with the time it spent in each phase. */
    public static List<String> release(ReleaseView release, Moment moment, Paint paint) {
        List<String> lines = new ArrayList<>();
        lines.add(paint.bold(release.service() + " release " + release.release()) + "  " + release.version()
                + ", revision " + release.revision() + ", " + release.kind().replace('-', ' ')
                + (release.origin() == release.release() ? "" : " to release " + release.origin()) + ", "
                + paint.apply(Style.ofPhase(release.phase()), release.phase()));
        lines.add("Requested " + Spans.stamp(release.requestedAt(), moment.zone()) + " by "
                + Paint.harmless(release.user()) + ", environment " + release.environment());
        if (!release.reason().isEmpty()) {
            lines.add("Reason: " + moment.localized(release.reason()));
        }
        if (!release.resolved().isEmpty()) {
            lines.add("Made from " + facts(release.resolved()));
        }
        lines.add("Took " + Spans.format(took(release, moment.now())) + phases(release));
        return lines;
    }

    /** What an environment was made from, in one line. */
    static String facts(Map<String, String> resolved) {
        return Paint.harmless(new TreeMap<>(resolved)
                .entrySet().stream()
                        .map(fact -> fact.getKey() + " " + fact.getValue())
                        .collect(Collectors.joining(", ")));
    }

    /** Time from the request to the end, or until now. */
    public static Duration took(ReleaseView release, Instant now) {
        return Duration.between(release.requestedAt(), Objects.requireNonNullElse(release.endedAt(), now));
    }

    private static String phases(ReleaseView release) {
        return release.phases().isEmpty()
                ? ""
                : release.phases().entrySet().stream()
                        .map(phase -> phase.getKey() + " " + Spans.format(phase.getValue()))
                        .collect(Collectors.joining(", ", ": ", ""));
    }

    /** Revisions, one per line. */
    public static List<String> configurations(List<ConfigurationView> configurations, Moment moment, Paint paint) {
        Table table = new Table(">REVISION", "STORED", "BY");
        configurations.forEach(configuration -> table.row(
                configuration.revision(),
                Spans.stamp(configuration.timestamp(), moment.zone()),
                Objects.requireNonNullElse(configuration.user(), "")));
        return table.isEmpty() ? List.of("No configurations.") : table.lines(paint);
    }

    /** An event in one line that can stand alone in a log. */
    public static String event(EventView event, Moment moment, Paint paint) {
        return paint.dim(Spans.stamp(event.timestamp(), moment.zone())) + " " + event.service() + " "
                + paint.apply(style(event.type()), event.type()) + " " + moment.localized(event.message())
                + paint.dim(" [" + Paint.harmless(event.user()) + "]");
    }

    /** An event in one line of a release that is being followed. */
    public static String followed(EventView event, Moment moment, Paint paint) {
        return paint.dim(Spans.time(event.timestamp(), moment.zone())) + " "
                + paint.apply(style(event.type()), moment.localized(event.message()));
    }

    private static Style style(String type) {
        return switch (type) {
            case "release-completed", "environment-recovered" -> Style.GOOD;
            case "release-rolled-back",
                    "release-failed",
                    "release-aborted",
                    "rollback-started",
                    "instances-lost",
                    "environment-lost",
                    "environment-drift-found",
                    "traffic-drift-found",
                    "effect-failing" -> Style.BAD;
            case "rollout-paused", "release-queued", "release-superseded" -> Style.WAITING;
            case "traffic-progressed", "traffic-shifted" -> Style.BUSY;
            default -> Style.PLAIN;
        };
    }
}
