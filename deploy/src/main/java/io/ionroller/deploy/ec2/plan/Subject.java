package io.ionroller.deploy.ec2.plan;

import io.ionroller.deploy.ec2.account.AwsRegion;
import io.ionroller.deploy.ec2.environment.Environments;
import io.ionroller.deploy.ec2.settings.Ec2Settings;
import io.ionroller.deploy.ec2.template.Installation;
import io.ionroller.deploy.ec2.template.ResourceNames;
import io.ionroller.deploy.ec2.traffic.RulePicture;
import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.platform.EnvironmentSpec;
import io.ionroller.engine.platform.TrafficObservation;
import io.ionroller.engine.platform.TrafficSpec;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * What a plan is about, and the way to AWS.
 *
 * @param spec of the environment that would be made
 * @param settings what its platform settings say
 * @param traffic how the traffic is meant to be shared now
 * @param rule reads the rule of the service, where it has one
 * @param seen reads how the traffic is shared
 */
public record Subject(
        AwsRegion region,
        Environments environments,
        Installation installation,
        EnvironmentSpec spec,
        Ec2Settings settings,
        TrafficSpec traffic,
        Supplier<CompletionStage<RulePicture>> rule,
        Supplier<CompletionStage<TrafficObservation>> seen) {

    ResourceNames names() {
        return names(spec.id());
    }

    ResourceNames names(EnvironmentId environment) {
        return ResourceNames.of(installation, environment);
    }
}
