package io.ionroller.deploy.ec2.settings;

import io.ionroller.deploy.settings.SettingsReader;
import io.ionroller.deploy.settings.Variable;
import java.util.Optional;

/** Whether the fields of one configuration agree with each other: every ARN names the same region and account. */
final class Agreement {

    private final SettingsReader reader;
    private final Ec2Settings settings;

    Agreement(SettingsReader reader, Ec2Settings settings) {
        this.reader = reader;
        this.settings = settings;
    }

    void check() {
        checkBalancer(settings.traffic().balancer());
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

    private void checkBalancer(LoadBalancer balancer) {
        switch (balancer.place()) {
            case LoadBalancer.ExistingRule existing -> checkBalancerArn("load_balancer.rule", existing.rule());
            case LoadBalancer.OwnRule own -> checkBalancerArn("load_balancer.listener", own.listener());
            case SharedTargetGroup shared -> checkShared(shared);
        }
        if (balancer.testOrNull() instanceof TestRule.Listener test) {
            checkBalancerArn("load_balancer.test.listener", test.listener());
            if (balancer.place() instanceof LoadBalancer.RulePlace rule
                    && test.listener().equals(rule.listener())
                    && !reader.refused("load_balancer")) {
                reader.refuse(
                        "load_balancer.test.listener", test.listener(), "another listener than the service's own");
            }
        }
    }

    private void checkShared(SharedTargetGroup shared) {
        checkBalancerArn("load_balancer.target_group", shared.arn());
        for (String field : SharedTargetGroup.ITS_OWN) {
            if (reader.has(field)) {
                reader.refuse(field, null, "no " + field + " beside load_balancer.target_group, which has its own");
            }
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
