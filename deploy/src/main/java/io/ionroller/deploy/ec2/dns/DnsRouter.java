package io.ionroller.deploy.ec2.dns;

import io.ionroller.deploy.ec2.gate.Lane;
import io.ionroller.deploy.ec2.traffic.Router;
import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.Weight;
import io.ionroller.engine.platform.TrafficObservation;
import io.ionroller.engine.platform.TrafficSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Shares traffic by the weights of records that lead to balancers of the environments' own. A change takes about a minute, so
 * {@link #ensure} answers with a progress until it is in force.
 *
 * @param intended shares that may be seen, by which weights are told
 */
public record DnsRouter(
        ServiceRecords records, DnsSettings settings, List<Map<EnvironmentId, Weight>> intended, Lane lane)
        implements Router {

    public DnsRouter {
        intended = List.copyOf(intended);
    }

    /** Its own balancer checks its health, and without traffic it has no record; but that balancer may be another than before. */
    @Override
    public CompletionStage<Void> attach(EnvironmentId environment, String targetGroup) {
        records.forgetTarget(environment);
        return CompletableFuture.completedStage(null);
    }

    @Override
    public CompletionStage<TrafficObservation> observe(Duration freshness) {
        return records.observe(this, freshness);
    }

    @Override
    public CompletionStage<TrafficObservation> observeDrain() {
        return records.observeDrain(this);
    }

    @Override
    public CompletionStage<TrafficObservation> ensure(TrafficSpec spec) {
        return records.ensure(spec, this);
    }

    @Override
    public CompletionStage<Void> detach(EnvironmentId environment, Instant since) {
        return records.detach(environment, since, this);
    }

    @Override
    public CompletionStage<Void> refuseUsed(EnvironmentId environment) {
        return records.refuseUsed(environment, this);
    }

    @Override
    public void forget(EnvironmentId environment) {
        records.forget(environment);
    }
}
