package io.ionroller.deploy.ec2.traffic;

import io.ionroller.deploy.ec2.gate.Lane;
import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.platform.TrafficObservation;
import io.ionroller.engine.platform.TrafficSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * Shares traffic by the weights of target groups in one rule of an Application Load Balancer.
 *
 * @param tags of the rule, if it is made by us
 */
public record RuleRouter(ServiceRule rule, RuleSettings settings, Map<String, String> tags, Lane lane)
        implements Router {

    @Override
    public CompletionStage<Void> attach(EnvironmentId environment, String targetGroup) {
        return rule.attach(targetGroup, settings, tags, lane);
    }

    @Override
    public CompletionStage<TrafficObservation> observe(Duration freshness) {
        return rule.observe(settings, lane, freshness);
    }

    @Override
    public CompletionStage<TrafficObservation> observeDrain() {
        return rule.observeDrain(settings, lane);
    }

    @Override
    public CompletionStage<TrafficObservation> ensure(TrafficSpec spec) {
        return rule.ensure(spec, settings, lane);
    }

    @Override
    public CompletionStage<Void> detach(EnvironmentId environment, Instant since) {
        return rule.detach(environment, since, settings, lane);
    }

    @Override
    public CompletionStage<Void> refuseUsed(EnvironmentId environment) {
        return rule.refuseUsed(environment, settings, lane);
    }

    @Override
    public void forget(EnvironmentId environment) {
        rule.forget(environment);
    }

    /** The rule as it is now, for a plan. */
    public CompletionStage<RulePicture> picture() {
        return rule.picture(settings, tags, lane);
    }
}
