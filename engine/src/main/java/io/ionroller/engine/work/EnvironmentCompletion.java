package io.ionroller.engine.work;

import io.ionroller.engine.platform.EffectId;
import io.ionroller.engine.platform.EnvironmentSpec;
import io.ionroller.engine.rollout.ServiceCommand.EnvironmentSeen;
import io.ionroller.engine.rollout.ServiceCommand.Report;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Makes an environment, or brings its lost instances back: the platform completes what is missing and tells what is there. */
record EnvironmentCompletion(EffectId id, EnvironmentSpec spec, Access access, Duration interval, Duration delay)
        implements Work {

    @Override
    public CompletionStage<Optional<Report>> attempt() {
        return access.to(spec.platform())
                .ensureEnvironment(spec, id)
                .thenApply(seen -> Optional.of(new EnvironmentSeen(id, seen)));
    }
}
