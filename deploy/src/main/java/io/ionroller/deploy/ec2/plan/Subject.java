package io.ionroller.deploy.ec2.plan;

import io.ionroller.deploy.ec2.account.AwsRegion;
import io.ionroller.deploy.ec2.environment.Environments;
import io.ionroller.deploy.ec2.environment.Resolution;
import io.ionroller.deploy.ec2.instances.Picture;
import io.ionroller.deploy.ec2.settings.Ec2Settings;
import io.ionroller.deploy.ec2.settings.LoadBalancer;
import io.ionroller.deploy.ec2.template.Installation;
import io.ionroller.deploy.ec2.template.ResourceNames;
import io.ionroller.deploy.ec2.traffic.RulePicture;
import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.InvalidValueException;
import io.ionroller.engine.platform.EnvironmentSpec;
import io.ionroller.engine.platform.TrafficObservation;
import io.ionroller.engine.platform.TrafficSpec;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * What a plan is about, and the way to AWS.
 *
 * @param spec of the environment that would be made
 * @param settings what its platform settings say
 * @param traffic how the traffic is meant to be shared now
 * @param pictures reads what shares the traffic
 */
public record Subject(
        AwsRegion region,
        Environments environments,
        Resolution resolution,
        Installation installation,
        EnvironmentSpec spec,
        Ec2Settings settings,
        TrafficSpec traffic,
        Pictures pictures) {

    /**
     * Reads what shares the traffic; only that which the settings name can be read.
     *
     * @param rule of the service
     * @param targets of the group that its environments share
     * @param records of its name
     */
    public record Pictures(
            Supplier<CompletionStage<RulePicture>> rule,
            Supplier<CompletionStage<Picture>> targets,
            Supplier<CompletionStage<TrafficObservation>> records) {}

    ResourceNames names() {
        return names(spec.id());
    }

    ResourceNames names(EnvironmentId environment) {
        return ResourceNames.of(installation, environment);
    }

    /** How the traffic of an environment is shared; empty when it is on another platform. */
    static Optional<LoadBalancer.Place> place(EnvironmentSpec environment) {
        try {
            return Optional.of(
                    Ec2Settings.of(environment.platform()).traffic().balancer().place());
        } catch (InvalidValueException otherPlatform) {
            return Optional.empty();
        }
    }
}
