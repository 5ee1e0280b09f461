package io.ionroller.deploy.ec2.settings;

import io.ionroller.deploy.settings.SettingsReader;
import io.ionroller.deploy.settings.Variable;
import io.ionroller.engine.model.Durations;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether the fields of one configuration agree with each other: every ARN names the same region and account. */
final class Agreement {

    private final SettingsReader reader;
    private final Ec2Settings settings;

    Agreement(SettingsReader reader, Ec2Settings settings) {
        this.reader = reader;
        this.settings = settings;
    }

    void check() {
        checkBalancer(settings.traffic());
        checkRights();
        settings.machine().profileArn().ifPresent(arn -> checkAccount("instance_profile", arn));
        settings.container().environment().forEach((name, variable) -> {
            if (variable instanceof Variable.Secret<SecretReference>(SecretReference reference)) {
                reference.arn().ifPresent(arn -> checkRegion("environment." + name + ".secret", arn));
            }
        });
        if (settings.container().registryAuth() instanceof RegistryAuth.Dockercfg file) {
            file.secret().arn().ifPresent(arn -> checkRegion("registry_auth.dockercfg_secret", arn));
        }
        if (settings.capacity() instanceof Capacity.Fixed fixed
                && settings.keep() instanceof Keep.ScaledDown down
                && down.min() > fixed.desired()
                && !reader.refused("capacity")) {
            reader.refuse("keep.scaled_down.min", down.min(), "at most the desired capacity " + fixed.desired());
        }
    }

    /** Without a profile an instance has no rights at all, and could only fail to boot. */
    private void checkRights() {
        Container container = settings.container();
        if (settings.machine().instanceProfile().isPresent() || reader.refused("instance_profile")) {
            return;
        }
        if (!(container.registryAuth() instanceof RegistryAuth.None)) {
            reader.refuse("instance_profile", null, "an instance profile, with which registry_auth is done");
        } else if (container.environment().values().stream().anyMatch(Variable.Secret.class::isInstance)) {
            reader.refuse("instance_profile", null, "an instance profile, with which secrets of environment are read");
        }
    }

    private void checkBalancer(Traffic traffic) {
        switch (traffic.balancer().place()) {
            case LoadBalancer.RulePlace rule ->
                checkRule(rule, traffic.balancer().testOrNull());
            case SharedTargetGroup shared -> checkShared(shared);
            case OwnBalancer own -> checkOwnBalancer(own, traffic);
        }
    }

    private void checkRule(LoadBalancer.RulePlace place, @Nullable TestRule test) {
        switch (place) {
            case LoadBalancer.ExistingRule existing -> checkBalancerArn("load_balancer.rule", existing.rule());
            case LoadBalancer.OwnRule own -> checkBalancerArn("load_balancer.listener", own.listener());
        }
        if (test instanceof TestRule.Listener listener) {
            checkBalancerArn("load_balancer.test.listener", listener.listener());
            if (!reader.refused("load_balancer")) {
                checkTestListener(listener.listener(), place.listener());
            }
        }
        if (reader.has("dns") && !reader.refused("load_balancer") && !reader.refused("dns")) {
            reader.refuse(
                    "dns",
                    null,
                    "no dns beside a rule: all records would lead to the same balancer, where the rule shares the"
                            + " traffic; load_balancer.own gives each environment a balancer of its own");
        }
    }

    private void checkTestListener(Arn test, Arn listener) {
        if (test.equals(listener)) {
            reader.refuse("load_balancer.test.listener", test, "another listener than the service's own");
        } else if (!balancerOf(test).equals(balancerOf(listener))) {
            reader.refuse(
                    "load_balancer.test.listener",
                    test,
                    "a listener of the same balancer: a target group can only be behind one");
        }
    }

    private static String balancerOf(Arn listener) {
        return listener.resource().substring(0, listener.resource().lastIndexOf('/'));
    }

    private void checkShared(SharedTargetGroup shared) {
        checkBalancerArn("load_balancer.target_group", shared.arn());
        for (String field : SharedTargetGroup.ITS_OWN) {
            if (reader.has(field)) {
                reader.refuse(field, null, "no " + field + " beside load_balancer.target_group, which has its own");
            }
        }
    }

    /** Its traffic comes by records, which clients keep. */
    private void checkOwnBalancer(OwnBalancer own, Traffic traffic) {
        own.certificate().ifPresent(arn -> checkBalancerArn("load_balancer.own.certificate", arn));
        if (own.subnetsIn(settings.network()).size() < 2
                && !reader.refused("subnets")
                && !reader.refused("load_balancer.own.subnets")) {
            reader.refuse("load_balancer.own.subnets", null, "two or more in different zones: subnets has only one");
        }
        if (!reader.has("dns")) {
            reader.refuse("dns", null, "an object with zone_id and name, by which load_balancer.own gets its traffic");
        }
        traffic.stickiness()
                .ifPresent(time -> reader.refuse(
                        "stickiness",
                        Durations.format(time),
                        "no stickiness with load_balancer.own: clients stay as long as they keep the name's address"));
        if (traffic.drainPeriods() == 0) {
            reader.refuse(
                    "drain_periods",
                    0,
                    "1 or more with load_balancer.own: who still uses an old address shows in metrics alone");
        }
    }

    private void checkBalancerArn(String field, Arn arn) {
        checkRegion(field, arn);
        checkAccount(field, arn);
    }

    private void checkRegion(String field, Arn arn) {
        String region = settings.network().region();
        if (!reader.refused("region") && !missing(field) && !arn.region().equals(region)) {
            reader.refuse(field, arn.toString(), "an ARN of the region " + region);
        }
    }

    private void checkAccount(String field, Arn arn) {
        Optional<Account> account = settings.account();
        if (account.isEmpty() || reader.refused("account") || missing(field)) {
            return;
        }
        String wanted = account.get().role().account();
        if (!arn.account().equals(wanted)) {
            reader.refuse(field, arn.toString(), "an ARN of the account " + wanted + ", which account.role_arn names");
        }
    }

    /** Whether what stands in for the field was never given; then its absence has been told. */
    private boolean missing(String field) {
        int dot = field.indexOf('.');
        return reader.refused(field) || (dot > 0 && !reader.isObject(field.substring(0, dot)));
    }
}
