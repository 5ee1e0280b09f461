package io.ionroller.api.cli.text;

import io.ionroller.api.view.WhyView;
import io.ionroller.api.view.WhyView.BecauseView;
import io.ionroller.api.view.WhyView.DecisionView;
import io.ionroller.api.view.WhyView.GroundsView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Why an event happened, as text. */
public final class WhyText {

    private WhyText() {}

    /** The chain, one paragraph per decision; the event that was asked about is marked. */
    public static List<String> of(WhyView why, Moment moment, Paint paint) {
        List<String> lines = new ArrayList<>();
        if (!why.complete()) {
            lines.add("The request that began it is too far back.");
        }
        for (DecisionView decision : why.decisions()) {
            lines.add(paint.dim(Spans.stamp(decision.at(), moment.zone())) + " "
                    + paint.bold(Paint.harmless(decision.user()) + ": " + Paint.harmless(decision.cause()))
                    + (decision.from() == null ? "" : paint.dim(", follows from #" + decision.from())));
            decision.events().forEach(event -> lines.add(event(event, why.offset(), moment, paint)));
        }
        return lines;
    }

    private static String event(BecauseView event, long asked, Moment moment, Paint paint) {
        GroundsView grounds = event.grounds();
        return (event.offset() == asked ? "> " : "  ") + "#" + event.offset() + " " + event.type() + " "
                + moment.localized(event.message())
                + (grounds == null ? "" : paint.dim(" [" + Paint.harmless(grounds(grounds, moment)) + "]"));
    }

    private static String grounds(GroundsView grounds, Moment moment) {
        if (grounds.of() == null) {
            return grounds.rule();
        }
        String times = grounds.sampled().stream().map(at -> time(at, moment)).collect(Collectors.joining(", "));
        return grounds.rule() + ": " + grounds.of() + " was " + grounds.value()
                + (grounds.wanted() == null ? "" : ", wanted " + grounds.wanted())
                + (times.isEmpty() ? "" : ", read " + times);
    }

    private static String time(Instant at, Moment moment) {
        return Spans.time(at, moment.zone());
    }
}
