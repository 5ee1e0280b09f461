package io.ionroller.api.view;

import io.ionroller.engine.query.Causes.Cause;
import io.ionroller.engine.query.Causes.Step;
import io.ionroller.engine.query.LoggedEvent;
import io.ionroller.engine.rollout.Grounds;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /events/{offset}/why}: from a request to its last effect so far, through one event.
 *
 * @param offset of the event that was asked about
 * @param complete whether the first decision is a request; otherwise that is too far back
 */
public record WhyView(long offset, String service, boolean complete, List<DecisionView> decisions) {

    /**
     * Events that were decided and stored together.
     *
     * @param from offset of the first event of the decision that this one follows from; absent for the first
     * @param user who asked, or {@code engine}
     * @param cause the request, the effect that reported, or {@code time-passed}
     */
    public record DecisionView(
            Instant at,
            String user,
            String cause,
            String commandId,
            @Nullable Long from,
            List<BecauseView> events) {}

    /**
     * One of them.
     *
     * @param grounds the rule that decided it and what that looked at; absent where the cause says it all, and in what older
     *     versions have stored
     */
    public record BecauseView(
            long offset,
            String type,
            String message,
            @Nullable GroundsView grounds) {}

    /**
     * The rule and its inputs.
     *
     * @param of whose value was looked at
     * @param value what it was
     * @param wanted what it was compared with
     * @param sampled when it was read
     */
    public record GroundsView(
            String rule,
            @Nullable String of,
            @Nullable String value,
            @Nullable String wanted,
            List<Instant> sampled) {

        private static GroundsView of(Grounds grounds) {
            Grounds.Observed observed = grounds.observed();
            return observed == null
                    ? new GroundsView(grounds.rule(), null, null, null, List.of())
                    : new GroundsView(
                            grounds.rule(),
                            observed.of(),
                            observed.value(),
                            observed.wanted().isEmpty() ? null : observed.wanted(),
                            observed.sampled());
        }
    }

    public static WhyView of(long offset, List<Step> chain) {
        Cause first = chain.getFirst().decision();
        return new WhyView(
                offset,
                first.events().getFirst().event().service().value(),
                first.isRequest(),
                chain.stream().map(WhyView::decision).toList());
    }

    private static DecisionView decision(Step step) {
        Cause decision = step.decision();
        Cause from = step.from();
        return new DecisionView(
                decision.metadata().at(),
                decision.metadata().who(),
                decision.metadata().cause(),
                decision.commandId(),
                from == null ? null : (Long) from.events().getFirst().offset(),
                decision.events().stream().map(WhyView::event).toList());
    }

    private static BecauseView event(LoggedEvent logged) {
        Grounds grounds = logged.event().metadata().grounds();
        return new BecauseView(
                logged.offset(),
                logged.type(),
                EventMessage.of(logged.event().event()),
                grounds == null ? null : GroundsView.of(grounds));
    }
}
