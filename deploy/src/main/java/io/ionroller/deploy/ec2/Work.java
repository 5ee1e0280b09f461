package io.ionroller.deploy.ec2;

import io.ionroller.deploy.ec2.environment.Blueprint;
import io.ionroller.deploy.ec2.settings.Ec2Settings;
import io.ionroller.deploy.ec2.settings.LoadBalancer;
import io.ionroller.deploy.ec2.template.Installation;
import io.ionroller.deploy.ec2.template.OwnerTags;
import io.ionroller.deploy.ec2.template.ResourceNames;
import io.ionroller.deploy.ec2.traffic.RuleKey;
import io.ionroller.deploy.ec2.traffic.RuleSettings;
import io.ionroller.deploy.ec2.traffic.ServiceRule;
import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.platform.EnvironmentSpec;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Settings, and the account and region that they speak of. */
record Work(Ec2Settings settings, Workspace space, Installation installation) {

    ResourceNames names(EnvironmentId id) {
        return space.lives().names(id);
    }

    /** As what an environment of these settings is made. */
    Blueprint made(EnvironmentSpec spec) {
        return new Blueprint(spec, settings, names(spec.id()), installation);
    }

    ServiceRule rule(ServiceName service) {
        return space.rule(service);
    }

    Map<String, String> ruleTags(ServiceName service) {
        return Map.of(OwnerTags.INSTALLATION, installation.name(), OwnerTags.SERVICE, service.value());
    }

    RuleSettings ruleSettings() {
        LoadBalancer.Place place = settings.traffic().balancer().place();
        return new RuleSettings(
                switch (place) {
                    case LoadBalancer.ExistingRule existing ->
                        RuleKey.of(existing.rule().toString());
                    case LoadBalancer.OwnRule own -> RuleKey.of(own.listener().toString(), own.hosts(), own.paths());
                },
                place instanceof LoadBalancer.OwnRule own && own.priority().isPresent()
                        ? Optional.of(own.priority().getAsInt())
                        : Optional.empty(),
                settings.traffic().stickiness(),
                drainDelay(settings),
                settings.traffic().drainPeriods());
    }

    /** How long requests, and clients that stick, may still come after the weight became 0. */
    static Duration drainDelay(Ec2Settings settings) {
        return settings.traffic()
                .deregistrationDelay()
                .plus(settings.traffic().stickiness().orElse(Duration.ZERO));
    }
}
