package io.ionroller.api.cli.follow;

import io.ionroller.api.cli.text.HistoryText;
import io.ionroller.api.cli.text.Moment;
import io.ionroller.api.cli.text.Paint;
import io.ionroller.api.cli.text.PhaseBar;
import io.ionroller.api.cli.text.RolloutText;
import io.ionroller.api.cli.text.ServiceText;
import io.ionroller.api.cli.text.Style;
import io.ionroller.api.view.RolloutView;
import io.ionroller.api.view.ServiceView;
import java.util.ArrayList;
import java.util.List;

/** The live view of a release, as lines. */
final class Picture {

    private Picture() {}

    static List<String> of(Progress progress, Moment moment, Paint paint) {
        List<String> lines = new ArrayList<>();
        lines.add(paint.bold(progress.followed().toString()) + headline(progress));
        ServiceView service = progress.service();
        RolloutView rollout = progress.rollout();
        if (service == null) {
            lines.add("Asking for its state...");
        } else if (rollout != null && progress.inFlight()) {
            lines.addAll(
                    RolloutText.of(service.name(), new RolloutText.Stage(rollout, progress.reached()), moment, paint));
        } else {
            lines.add(moment.localized(service.sentence()));
        }
        lines.addAll(rest(progress, moment, paint));
        lines.add("");
        String trouble = progress.trouble();
        lines.add(
                trouble == null
                        ? paint.dim("Ctrl-C stops following; the release goes on.")
                        : paint.apply(Style.WAITING, trouble));
        return lines;
    }

    /** The picture that stays when the following has ended. */
    static List<String> last(Progress progress, Ending ending, Moment moment, Paint paint) {
        RolloutView rollout = progress.rollout();
        List<String> lines = new ArrayList<>();
        lines.add(paint.bold(progress.followed().toString()) + headline(progress));
        if (rollout != null && ending instanceof Ending.Over over) {
            lines.add(PhaseBar.of(rollout.kind(), over.phase(), progress.reached(), paint));
        } else if (rollout != null) {
            lines.add(PhaseBar.of(rollout.kind(), rollout.phase(), progress.reached(), paint));
        }
        lines.addAll(rest(progress, moment, paint));
        lines.add("");
        return lines;
    }

    private static List<String> rest(Progress progress, Moment moment, Paint paint) {
        List<String> lines = new ArrayList<>();
        ServiceView service = progress.service();
        if (service != null && !service.environments().isEmpty()) {
            lines.add("");
            lines.addAll(ServiceText.environments(service.environments(), moment, paint));
        }
        if (!progress.recent().isEmpty()) {
            lines.add("");
            progress.recent().forEach(event -> lines.add(HistoryText.followed(event, moment, paint)));
        }
        return lines;
    }

    private static String headline(Progress progress) {
        RolloutView rollout = progress.rollout();
        return rollout == null
                ? ""
                : "  " + rollout.version() + ", revision " + rollout.revision() + ", "
                        + rollout.kind().replace('-', ' ')
                        + (rollout.base() == null ? "" : ", from " + rollout.base());
    }
}
