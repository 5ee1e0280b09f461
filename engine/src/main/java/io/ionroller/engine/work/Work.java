package io.ionroller.engine.work;

import io.ionroller.engine.platform.EffectId;
import io.ionroller.engine.rollout.ServiceCommand.Report;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** One owed effect as something that is attempted again and again until it is no longer owed. Used by one worker. */
interface Work {

    EffectId id();

    /** How long to wait before the first attempt. */
    default Duration delay() {
        return Duration.ZERO;
    }

    /** How long to wait after an attempt that did not fail. */
    Duration interval();

    /** How long one attempt may take before its outcome counts as unknown. */
    default Duration timeout(WorkSettings settings) {
        return settings.callTimeout();
    }

    /** Tries once; answers what to report, if anything. */
    CompletionStage<Optional<Report>> attempt();
}
