package io.ionroller.deploy.ec2.sweep;

import io.ionroller.deploy.ec2.account.AwsAccess;
import io.ionroller.deploy.ec2.dns.NameKey;
import io.ionroller.deploy.ec2.settings.Ec2Settings;
import io.ionroller.deploy.ec2.settings.LoadBalancer;
import io.ionroller.deploy.ec2.settings.OwnBalancer;
import io.ionroller.deploy.ec2.settings.SharedTargetGroup;
import io.ionroller.engine.model.InvalidValueException;
import io.ionroller.engine.model.PlatformSettings;
import io.ionroller.engine.model.ServiceName;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An account in a region, with all that settings say of it. Filled by one thread, read by others afterwards. */
final class Place {

    private final String label;
    private final Set<AwsAccess> accesses = new LinkedHashSet<>();
    private final Map<ServiceName, AwsAccess> writers = new HashMap<>();
    private final Set<String> listeners = new TreeSet<>();
    private final Set<String> sharedTargetGroups = new TreeSet<>();
    private final Map<String, ServiceName> givenRules = new HashMap<>();
    private final Map<ServiceName, Set<NameKey>> names = new HashMap<>();
    private Duration stickiness = Duration.ZERO;
    private int drainPeriods = 1;

    private Place(String label) {
        this.label = label;
    }

    /**
     * All places that any settings name, and those that this process has used.
     *
     * @param failures gets what cannot be read
     */
    static Collection<Place> of(
            Map<ServiceName, List<PlatformSettings>> used, Collection<AwsAccess> known, List<String> failures) {
        Map<String, Place> places = new TreeMap<>();
        used.forEach((service, all) -> all.forEach(settings -> {
            try {
                Ec2Settings read = Ec2Settings.of(settings);
                AwsAccess access = AwsAccess.of(read);
                at(access, places).add(service, read, access);
            } catch (InvalidValueException wrong) {
                failures.add("a former configuration of " + service + " cannot be read: " + wrong.getMessage());
            }
        }));
        known.forEach(access -> at(access, places).accesses.add(access));
        return places.values();
    }

    private static Place at(AwsAccess access, Map<String, Place> places) {
        return places.computeIfAbsent(access.account() + "/" + access.region(), Place::new);
    }

    private void add(ServiceName service, Ec2Settings settings, AwsAccess access) {
        accesses.add(access);
        writers.put(service, access);
        switch (settings.traffic().balancer().place()) {
            case LoadBalancer.RulePlace rule -> {
                listeners.add(rule.listener().toString());
                if (rule instanceof LoadBalancer.ExistingRule given) {
                    givenRules.put(given.rule().toString(), service);
                }
            }
            case SharedTargetGroup shared -> sharedTargetGroups.add(shared.arn().toString());
            case OwnBalancer own ->
                settings.traffic()
                        .dns()
                        .ifPresent(dns -> names.computeIfAbsent(service, key -> new HashSet<>())
                                .add(NameKey.of(dns)));
        }
        Duration sticky = settings.traffic().stickiness().orElse(Duration.ZERO);
        stickiness = stickiness.compareTo(sticky) < 0 ? sticky : stickiness;
        drainPeriods = Math.max(drainPeriods, settings.traffic().drainPeriods());
    }

    /** Account and region; the account is {@code own} where it is the engine's. */
    String label() {
        return label;
    }

    /** The ways in: any of them will do. */
    List<AwsAccess> accesses() {
        return List.copyOf(accesses);
    }

    /** By what way the service's owner writes here; null where no settings of the service name this place. */
    @Nullable
    AwsAccess writer(ServiceName service) {
        return writers.get(service);
    }

    Set<String> listeners() {
        return listeners;
    }

    /** Target groups that settings name: instances of ours may be in them, though they are not ours. */
    Set<String> sharedTargetGroups() {
        return sharedTargetGroups;
    }

    /** Rules that settings name, by ARN: their actions are the service's though they carry no tags of ours. */
    Map<String, ServiceName> givenRules() {
        return givenRules;
    }

    /** The names whose records lead, or led, to balancers of the service's environments. */
    Set<NameKey> names(ServiceName service) {
        return names.getOrDefault(service, Set.of());
    }

    /** The names of all services. */
    Set<NameKey> names() {
        return names.values().stream().flatMap(Set::stream).collect(Collectors.toSet());
    }

    /** The longest of any settings: how long clients may come back to a group without weight. */
    Duration stickiness() {
        return stickiness;
    }

    /** The most of any settings, at least 1: minutes that must have shown no request. */
    int drainPeriods() {
        return drainPeriods;
    }
}
