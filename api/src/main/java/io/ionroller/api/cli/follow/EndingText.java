package io.ionroller.api.cli.follow;

import io.ionroller.api.cli.text.ErrorText;
import io.ionroller.api.cli.text.HistoryText;
import io.ionroller.api.cli.text.Moment;
import io.ionroller.api.cli.text.Paint;
import io.ionroller.api.cli.text.Spans;
import io.ionroller.api.cli.text.Style;
import io.ionroller.api.view.EnvironmentView;
import io.ionroller.api.view.ReleaseView;
import io.ionroller.api.view.ServiceView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The last lines about a release that was followed: how it ended, how things stand, what can be done. */
final class EndingText {

    /** Lifecycles of environments whose output can still be read in a moment. */
    private static final Set<String> LIVING = Set.of("live", "retired");

    private EndingText() {}

    static List<String> of(Progress progress, Ending ending, Moment moment, Paint paint) {
        Followed followed = progress.followed();
        return switch (ending) {
            case Ending.Over over -> over(progress, over, moment, paint);
            case Ending.TimedOut timedOut ->
                List.of(
                        paint.apply(
                                Style.WAITING,
                                "Stopped following after " + Spans.format(timedOut.after()) + ": " + followed
                                        + " goes on."),
                        "  follow it: " + followed.follow(),
                        "  end it:    " + followed.abort());
            case Ending.Lost lost -> {
                List<String> lines = new ArrayList<>(ErrorText.of(lost.why(), paint));
                lines.add("  What becomes of " + followed + " is not known here; the engine goes on with it when it"
                        + " runs.");
                lines.add("  follow it: " + followed.follow());
                yield lines;
            }
        };
    }

    private static List<String> over(Progress progress, Ending.Over over, Moment moment, Paint paint) {
        List<String> lines = new ArrayList<>();
        boolean completed = "completed".equals(over.phase());
        String reason = over.reason().isEmpty() ? "." : ": " + moment.localized(over.reason());
        lines.add(paint.apply(
                Style.ofPhase(over.phase()),
                (completed ? paint.done() : paint.wrong()) + " " + progress.followed() + version(over.release()) + " "
                        + verb(over.phase()) + took(over.release(), moment) + reason));
        ServiceView service = progress.service();
        if (service != null) {
            lines.addAll(completed ? warm(service, moment) : stands(service));
        }
        if (!completed) {
            lines.add(look(progress, over.release()));
        }
        return lines;
    }

    private static String verb(String phase) {
        return switch (phase) {
            case "rolled-back" -> "was rolled back";
            case "aborted" -> "was aborted";
            case "superseded" -> "was superseded";
            case "failed" -> "failed";
            default -> "is completed";
        };
    }

    private static String version(@Nullable ReleaseView release) {
        return release == null ? "" : " (" + release.version() + ")";
    }

    private static String took(@Nullable ReleaseView release, Moment moment) {
        return release == null ? "" : " after " + Spans.format(HistoryText.took(release, moment.now()));
    }

    /** The newest environment that a rollback would go to, at once. */
    private static List<String> warm(ServiceView service, Moment moment) {
        return service.environments().stream()
                .filter(environment -> environment.removeAt() != null && !"lost".equals(environment.health()))
                .max(Comparator.comparingLong(EnvironmentView::release))
                .map(environment -> List.of("  " + environment.id() + " (" + environment.version()
                        + ") stays warm until " + moment.near(Objects.requireNonNull(environment.removeAt()))
                        + "; back to it: ionroller rollback "
                        + service.name() + " " + environment.version()))
                .orElse(List.of());
    }

    private static List<String> stands(ServiceView service) {
        String shares = service.environments().stream()
                .filter(environment -> !"0%".equals(environment.observedWeight()))
                .map(environment ->
                        environment.id() + " (" + environment.version() + ") " + environment.observedWeight())
                .collect(Collectors.joining(", "));
        return List.of("  traffic: " + (shares.isEmpty() ? "nothing serves" : shares));
    }

    private static String look(Progress progress, @Nullable ReleaseView release) {
        Followed followed = progress.followed();
        String events = "  look at: ionroller events " + followed.service() + " --release " + followed.release();
        ServiceView service = progress.service();
        if (release == null || service == null) {
            return events;
        }
        boolean readable = service.environments().stream()
                .filter(environment -> environment.id().equals(release.environment()))
                .anyMatch(environment -> LIVING.contains(environment.lifecycle()));
        return readable ? events + ", ionroller logs " + followed.service() + " " + release.environment() : events;
    }
}
