package io.ionroller.deploy.ec2;

import io.ionroller.deploy.ec2.gate.Lane;
import io.ionroller.deploy.ec2.settings.Ec2Settings;
import io.ionroller.deploy.ec2.settings.LoadBalancer;
import io.ionroller.deploy.ec2.template.Installation;
import io.ionroller.deploy.ec2.template.OwnerTags;
import io.ionroller.deploy.ec2.template.ResourceNames;
import io.ionroller.deploy.ec2.traffic.Router;
import io.ionroller.deploy.ec2.traffic.RuleKey;
import io.ionroller.deploy.ec2.traffic.RuleRouter;
import io.ionroller.deploy.ec2.traffic.RuleSettings;
import io.ionroller.deploy.ec2.traffic.ServiceRule;
import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.platform.EnvironmentSpec;
import io.ionroller.engine.platform.TrafficSpec;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Settings, and the account and region that they speak of. */
record Work(Ec2Settings settings, Workspace space, Installation installation) {

    ResourceNames names(EnvironmentId id) {
        return space.lives().names(id);
    }

    /** What shares the service's traffic among the environments that it has. */
    Router router(TrafficSpec traffic, Lane lane) {
        return rule(traffic, lane);
    }

    /** The same, where only one environment is spoken of. */
    Router router(EnvironmentId environment, Lane lane) {
        return rule(environment.service(), List.of(environment), lane);
    }

    RuleRouter rule(TrafficSpec traffic, Lane lane) {
        return rule(
                traffic.service(),
                traffic.environments().stream().map(EnvironmentSpec::id).toList(),
                lane);
    }

    private RuleRouter rule(ServiceName service, List<EnvironmentId> environments, Lane lane) {
        ServiceRule rule = space.rule(service);
        Map<EnvironmentId, String> names = new HashMap<>();
        environments.forEach(id -> names.put(id, names(id).targetGroup()));
        rule.know(names);
        return new RuleRouter(rule, ruleSettings(), ruleTags(service), lane);
    }

    private Map<String, String> ruleTags(ServiceName service) {
        return Map.of(OwnerTags.INSTALLATION, installation.name(), OwnerTags.SERVICE, service.value());
    }

    private RuleSettings ruleSettings() {
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
