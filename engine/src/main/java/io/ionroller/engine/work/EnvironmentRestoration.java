package io.ionroller.engine.work;

import io.ionroller.engine.platform.EffectId;
import io.ionroller.engine.platform.EnvironmentPart;
import io.ionroller.engine.platform.EnvironmentSpec;
import io.ionroller.engine.rollout.ServiceCommand.EnvironmentSeen;
import io.ionroller.engine.rollout.ServiceCommand.Report;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** Sets parts of an environment right, its capacity for example, and reports what is there then. */
record EnvironmentRestoration(
        EffectId id, EnvironmentSpec spec, Set<EnvironmentPart> parts, Access access, Duration interval)
        implements Work {

    @Override
    public CompletionStage<Optional<Report>> attempt() {
        return access.to(spec.platform())
                .restoreEnvironment(spec, parts, id)
                .thenApply(seen -> Optional.of(new EnvironmentSeen(id, seen)));
    }
}
