package io.ionroller.deploy.ec2;

import io.ionroller.deploy.ec2.dns.DnsRouter;
import io.ionroller.deploy.ec2.dns.DnsSettings;
import io.ionroller.deploy.ec2.dns.NameKey;
import io.ionroller.deploy.ec2.dns.ServiceRecords;
import io.ionroller.deploy.ec2.environment.Blueprint;
import io.ionroller.deploy.ec2.gate.Lane;
import io.ionroller.deploy.ec2.instances.GroupSettings;
import io.ionroller.deploy.ec2.instances.InstanceRouter;
import io.ionroller.deploy.ec2.instances.Member;
import io.ionroller.deploy.ec2.instances.SharedGroup;
import io.ionroller.deploy.ec2.plan.Subject;
import io.ionroller.deploy.ec2.settings.Dns;
import io.ionroller.deploy.ec2.settings.Ec2Settings;
import io.ionroller.deploy.ec2.settings.LoadBalancer;
import io.ionroller.deploy.ec2.settings.OwnBalancer;
import io.ionroller.deploy.ec2.settings.SharedTargetGroup;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Settings, and the account and region that they speak of. */
record Work(Ec2Settings settings, Workspace space, Installation installation) {

    ResourceNames names(EnvironmentId id) {
        return space.lives().names(id);
    }

    /** As what an environment of these settings is made. */
    Blueprint made(EnvironmentSpec spec) {
        return new Blueprint(spec, settings, names(spec.id()), installation);
    }

    /** The Auto Scaling group of the environment with the most traffic. */
    CompletionStage<Optional<String>> current(Router router) {
        return router.observe(Duration.ZERO)
                .thenApply(seen -> seen.weights().entrySet().stream()
                        .max(Map.Entry.comparingByValue())
                        .map(most -> names(most.getKey()).autoScalingGroup()));
    }

    /** What shares the service's traffic among the environments that it has. */
    Router router(TrafficSpec traffic, Lane lane) {
        List<Map<EnvironmentId, Weight>> intended = new ArrayList<>(List.of(traffic.weights()));
        intended.addAll(traffic.expected());
        return router(traffic.service(), traffic.environments(), intended, lane);
    }

    /** The same, where only one environment is spoken of. */
    Router router(EnvironmentSpec environment, Lane lane) {
        return router(environment.id().service(), List.of(environment), List.of(), lane);
    }

    /**
     * The router that the settings name.
     *
     * @param intended how the traffic is meant to be shared, and after that how it was before; empty where that is not known
     */
    private Router router(
            ServiceName service,
            List<EnvironmentSpec> environments,
            List<Map<EnvironmentId, Weight>> intended,
            Lane lane) {
        return switch (settings.traffic().balancer().place()) {
            case LoadBalancer.RulePlace place -> rule(service, environments, place, lane);
            case SharedTargetGroup shared ->
                new InstanceRouter(
                        sharedGroup(service, environments),
                        new GroupSettings(shared.arn().toString(), shared.stepDelay()),
                        intended.isEmpty() ? null : intended.getFirst(),
                        lane);
            case OwnBalancer own -> new DnsRouter(records(service, environments), dnsSettings(), intended, lane);
        };
    }

    private ServiceRecords records(ServiceName service, List<EnvironmentSpec> environments) {
        ServiceRecords records = space.records(service);
        records.know(environments.stream().map(EnvironmentSpec::id).toList());
        return records;
    }

    private DnsSettings dnsSettings() {
        Dns dns = settings.traffic().dns().orElseThrow();
        return new DnsSettings(
                NameKey.of(dns),
                dns.evaluateTargetHealth(),
                drainDelay(settings),
                settings.traffic().drainPeriods());
    }

    /** What shares the traffic, as it is now, for a plan. */
    Subject.Pictures pictures(TrafficSpec traffic) {
        Router router = router(traffic, Lane.CREATE);
        return new Subject.Pictures(
                () -> router instanceof RuleRouter rule ? rule.picture() : unsuited(),
                () -> router instanceof InstanceRouter shared ? shared.picture() : unsuited(),
                () -> router instanceof DnsRouter records ? records.observe(Duration.ZERO) : unsuited());
    }

    private static <T> CompletionStage<T> unsuited() {
        return CompletableFuture.failedStage(new IllegalStateException("the traffic is shared in another way"));
    }

    private SharedGroup sharedGroup(ServiceName service, List<EnvironmentSpec> environments) {
        SharedGroup group = space.sharedGroup(service);
        group.know(environments.stream()
                .filter(spec -> spec.platform().type().equals(Ec2Platform.TYPE))
                .map(spec -> new Member(
                        spec.id(),
                        spec.version(),
                        names(spec.id()).autoScalingGroup(),
                        Ec2Settings.of(spec.platform()).container().trafficPort()))
                .toList());
        return group;
    }

    private RuleRouter rule(
            ServiceName service, List<EnvironmentSpec> environments, LoadBalancer.RulePlace place, Lane lane) {
        ServiceRule rule = space.rule(service);
        Map<EnvironmentId, String> names = new HashMap<>();
        environments.forEach(spec -> names.put(spec.id(), names(spec.id()).targetGroup()));
        rule.know(names);
        return new RuleRouter(rule, ruleSettings(place), ruleTags(service), lane);
    }

    private Map<String, String> ruleTags(ServiceName service) {
        return Map.of(OwnerTags.INSTALLATION, installation.name(), OwnerTags.SERVICE, service.value());
    }

    private RuleSettings ruleSettings(LoadBalancer.RulePlace place) {
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
