package io.ionroller.deploy.ec2.traffic;

import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.platform.TrafficObservation;
import io.ionroller.engine.platform.TrafficSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionStage;

/**
 * What shares the traffic of one service among its environments, as its settings say, for calls of one lane. Every verb may be
 * repeated, also by another process after a crash of the first one in the middle of it. Never blocks; thread-safe.
 */
public interface Router {

    /** The smallest difference of weights in basis points that every router can show. */
    int WEIGHT_UNIT = Shares.UNIT;

    /**
     * Takes an environment in, without traffic, so that its health is checked. Called before it has instances.
     *
     * @param targetGroup ARN of the environment's target group
     */
    CompletionStage<Void> attach(EnvironmentId environment, String targetGroup);

    /** What it does, as old as the freshness allows. */
    CompletionStage<TrafficObservation> observe(Duration freshness);

    /** The same, read now; what looks drained is also asked for its requests, which count as in flight. */
    CompletionStage<TrafficObservation> observeDrain();

    /** Makes the shares what is wanted, unless somebody else has changed them; answers what is read back. */
    CompletionStage<TrafficObservation> ensure(TrafficSpec spec);

    /**
     * Takes an environment without traffic out, before anything of it is removed.
     *
     * @param since it must not have had traffic since then; otherwise fails as SUPERSEDED
     */
    CompletionStage<Void> detach(EnvironmentId environment, Instant since);

    /** Fails as SUPERSEDED if the environment has traffic, by a reading of now. */
    CompletionStage<Void> refuseUsed(EnvironmentId environment);

    /** Nothing of the environment is left. */
    void forget(EnvironmentId environment);
}
