package io.ionroller.engine.work;

import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.platform.DrainProof;
import io.ionroller.engine.platform.EffectId;
import io.ionroller.engine.platform.TrafficSpec;
import io.ionroller.engine.rollout.ServiceCommand.DrainSeen;
import io.ionroller.engine.rollout.ServiceCommand.Report;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Reads the router until it shows that an environment is drained. */
record DrainReading(EffectId id, TrafficSpec spec, EnvironmentId environment, Access access, Duration interval)
        implements Work {

    @Override
    public CompletionStage<Optional<Report>> attempt() {
        return access.to(spec.platform())
                .observeDrain(spec)
                .thenApply(seen -> DrainProof.from(seen, environment).map(proof -> new DrainSeen(id, proof)));
    }
}
