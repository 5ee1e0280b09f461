package io.ionroller.deploy.ec2;

import io.ionroller.deploy.ec2.account.AwsRegion;
import io.ionroller.deploy.ec2.dns.RecordCalls;
import io.ionroller.deploy.ec2.dns.RecordOwner;
import io.ionroller.deploy.ec2.dns.ServiceRecords;
import io.ionroller.deploy.ec2.dns.Targets;
import io.ionroller.deploy.ec2.environment.Environments;
import io.ionroller.deploy.ec2.environment.Lives;
import io.ionroller.deploy.ec2.environment.Resolution;
import io.ionroller.deploy.ec2.instances.SharedGroup;
import io.ionroller.deploy.ec2.instances.TargetCalls;
import io.ionroller.deploy.ec2.sweep.Premises;
import io.ionroller.deploy.ec2.template.Installation;
import io.ionroller.deploy.ec2.traffic.RequestCounts;
import io.ionroller.deploy.ec2.traffic.RuleCalls;
import io.ionroller.deploy.ec2.traffic.ServiceRule;
import io.ionroller.deploy.registry.Registries;
import io.ionroller.engine.model.ServiceName;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What this process has to do with one account in one region. Thread-safe. */
final class Workspace implements Premises {

    private final AwsRegion region;
    private final Environments environments;
    private final Resolution resolution;
    private final Lives lives;
    private final RuleCalls ruleCalls;
    private final RecordCalls recordCalls;
    private final RequestCounts requestCounts;
    private final Targets targets;
    private final Installation installation;
    private final Map<ServiceName, ServiceRule> rules = new ConcurrentHashMap<>();
    private final Map<ServiceName, ServiceRecords> records = new ConcurrentHashMap<>();
    private final TargetCalls targetCalls;
    private final Map<ServiceName, SharedGroup> sharedGroups = new ConcurrentHashMap<>();

    Workspace(AwsRegion region, Ec2Config config, Registries registries) {
        this.region = region;
        this.environments = new Environments(region, config.consoleInterval());
        this.resolution = new Resolution(region, registries);
        this.lives = new Lives(region, environments, resolution, config.installation());
        this.ruleCalls = new RuleCalls(region);
        this.recordCalls = new RecordCalls(region);
        this.requestCounts = new RequestCounts(region);
        this.installation = config.installation();
        this.targets = new Targets(region, installation);
        this.targetCalls = new TargetCalls(region, environments, installation);
    }

    @Override
    public AwsRegion region() {
        return region;
    }

    Environments environments() {
        return environments;
    }

    Resolution resolution() {
        return resolution;
    }

    Lives lives() {
        return lives;
    }

    SharedGroup sharedGroup(ServiceName service) {
        return sharedGroups.computeIfAbsent(service, name -> new SharedGroup(name, targetCalls));
    }

    @Override
    public ServiceRule rule(ServiceName service) {
        return rules.computeIfAbsent(service, name -> new ServiceRule(name, ruleCalls));
    }

    /** The records of a service. */
    ServiceRecords records(ServiceName service) {
        return records.computeIfAbsent(
                service,
                name -> new ServiceRecords(new RecordOwner(installation, name), recordCalls, targets, requestCounts));
    }
}
