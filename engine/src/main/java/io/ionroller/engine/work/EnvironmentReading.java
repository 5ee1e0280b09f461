package io.ionroller.engine.work;

import io.ionroller.engine.platform.EffectId;
import io.ionroller.engine.platform.EnvironmentObservation;
import io.ionroller.engine.platform.EnvironmentSpec;
import io.ionroller.engine.rollout.ServiceCommand.EnvironmentSeen;
import io.ionroller.engine.rollout.ServiceCommand.Report;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Observes an environment and reports what was seen. */
record EnvironmentReading(EffectId id, EnvironmentSpec spec, Access access, Duration interval, Duration delay)
        implements Work {

    @Override
    public CompletionStage<Optional<Report>> attempt() {
        return observe().thenApply(seen -> Optional.of(new EnvironmentSeen(id, seen)));
    }

    CompletionStage<EnvironmentObservation> observe() {
        return access.to(spec.platform()).observeEnvironment(spec);
    }
}
