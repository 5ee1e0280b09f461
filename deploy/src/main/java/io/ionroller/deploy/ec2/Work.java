package io.ionroller.deploy.ec2;

import io.ionroller.deploy.ec2.dns.DnsRouter;
import io.ionroller.deploy.ec2.dns.DnsSettings;
import io.ionroller.deploy.ec2.dns.NameKey;
import io.ionroller.deploy.ec2.dns.ServiceRecords;
import io.ionroller.deploy.ec2.gate.Lane;
import io.ionroller.deploy.ec2.settings.Dns;
import io.ionroller.deploy.ec2.settings.Ec2Settings;
import io.ionroller.deploy.ec2.settings.LoadBalancer;
import io.ionroller.deploy.ec2.settings.OwnBalancer;
import io.ionroller.deploy.ec2.settings.Traffic;
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
import io.ionroller.engine.model.Weight;
import io.ionroller.engine.platform.EnvironmentSpec;
import io.ionroller.engine.platform.TrafficSpec;
import java.time.Duration;
import java.util.ArrayList;
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
        if (settings.traffic().ownBalancer().isEmpty()) {
            return rule(traffic, lane);
        }
        List<Map<EnvironmentId, Weight>> intended = new ArrayList<>(List.of(traffic.weights()));
        intended.addAll(traffic.expected());
        return records(traffic.service(), ids(traffic), intended, lane);
    }

    /** The same, where only one environment is spoken of. */
    Router router(EnvironmentId environment, Lane lane) {
        return settings.traffic().ownBalancer().isEmpty()
                ? rule(environment.service(), List.of(environment), lane)
                : records(environment.service(), List.of(environment), List.of(), lane);
    }

    private static List<EnvironmentId> ids(TrafficSpec traffic) {
        return traffic.environments().stream().map(EnvironmentSpec::id).toList();
    }

    private DnsRouter records(
            ServiceName service,
            List<EnvironmentId> environments,
            List<Map<EnvironmentId, Weight>> intended,
            Lane lane) {
        ServiceRecords records = space.records(service);
        records.know(environments);
        Dns dns = settings.traffic().dns().orElseThrow();
        return new DnsRouter(
                records,
                new DnsSettings(
                        NameKey.of(dns),
                        dns.evaluateTargetHealth(),
                        drainDelay(settings),
                        settings.traffic().drainPeriods()),
                intended,
                lane);
    }

    RuleRouter rule(TrafficSpec traffic, Lane lane) {
        return rule(traffic.service(), ids(traffic), lane);
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
                    case OwnBalancer own -> throw new IllegalStateException("a balancer of its own has no rule");
                },
                place instanceof LoadBalancer.OwnRule own && own.priority().isPresent()
                        ? Optional.of(own.priority().getAsInt())
                        : Optional.empty(),
                settings.traffic().stickiness(),
                drainDelay(settings),
                settings.traffic().drainPeriods(),
                settings.traffic().balancer().test());
    }

    /** How long requests, and clients that stick or know an old address, may still come after the weight became 0. */
    static Duration drainDelay(Ec2Settings settings) {
        Traffic traffic = settings.traffic();
        Duration clients = traffic.ownBalancer().isPresent()
                ? DnsSettings.ALIAS_TTL
                : traffic.stickiness().orElse(Duration.ZERO);
        return traffic.deregistrationDelay().plus(clients);
    }
}
