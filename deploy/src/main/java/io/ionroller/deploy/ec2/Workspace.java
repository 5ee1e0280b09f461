package io.ionroller.deploy.ec2;

import io.ionroller.deploy.ec2.account.AwsRegion;
import io.ionroller.deploy.ec2.dns.RecordCalls;
import io.ionroller.deploy.ec2.dns.RecordOwner;
import io.ionroller.deploy.ec2.dns.ServiceRecords;
import io.ionroller.deploy.ec2.dns.Targets;
import io.ionroller.deploy.ec2.environment.Environments;
import io.ionroller.deploy.ec2.environment.Lives;
import io.ionroller.deploy.ec2.sweep.Premises;
import io.ionroller.deploy.ec2.template.Installation;
import io.ionroller.deploy.ec2.traffic.RequestCounts;
import io.ionroller.deploy.ec2.traffic.RuleCalls;
import io.ionroller.deploy.ec2.traffic.ServiceRule;
import io.ionroller.engine.model.ServiceName;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What this process has to do with one account in one region. Thread-safe. */
final class Workspace implements Premises {

    private final AwsRegion region;
    private final Environments environments;
    private final Lives lives;
    private final RuleCalls ruleCalls;
    private final RecordCalls recordCalls;
    private final RequestCounts requestCounts;
    private final Targets targets;
    private final Installation installation;
    private final Map<ServiceName, ServiceRule> rules = new ConcurrentHashMap<>();
    private final Map<ServiceName, ServiceRecords> records = new ConcurrentHashMap<>();

    Workspace(AwsRegion region, Installation installation) {
        this.region = region;
        this.environments = new Environments(region);
        this.lives = new Lives(region, environments, installation);
        this.ruleCalls = new RuleCalls(region);
        this.recordCalls = new RecordCalls(region);
        this.requestCounts = new RequestCounts(region);
        this.targets = new Targets(region, installation);
        this.installation = installation;
    }

    @Override
    public AwsRegion region() {
        return region;
    }

    Environments environments() {
        return environments;
    }

    Lives lives() {
        return lives;
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
