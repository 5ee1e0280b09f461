package io.ionroller.engine.work;

import io.ionroller.engine.platform.EffectId;
import io.ionroller.engine.platform.EnvironmentSpec;
import io.ionroller.engine.rollout.ServiceCommand.EnvironmentSeen;
import io.ionroller.engine.rollout.ServiceCommand.Report;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Ends the instances that an unused environment need not keep, and reports what is there then. */
record EnvironmentReduction(EffectId id, EnvironmentSpec spec, Access access, Duration interval) implements Work {

    @Override
    public CompletionStage<Optional<Report>> attempt() {
        return access.to(spec.platform())
                .scaleDownEnvironment(spec, id)
                .thenApply(seen -> Optional.of(new EnvironmentSeen(id, seen)));
    }
}
