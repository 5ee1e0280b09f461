package io.ionroller.deploy.ec2.environment;

import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.platform.InstanceObservation;
import io.ionroller.engine.platform.InstanceObservation.State;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Why instances of an environment are not healthy, or were not last: in AWS's words, and in those of their consoles. An instance is
 * asked only when the balancer has found it unhealthy; one that starts has nothing to tell yet. A group replaces what is unhealthy
 * again and again, so those that start tell what became of the ones before. In memory only. Thread-safe.
 */
final class Troubles {

    private final Consoles consoles;
    private final Map<EnvironmentId, InstanceObservation> last = new ConcurrentHashMap<>();

    Troubles(Consoles consoles) {
        this.consoles = consoles;
    }

    /**
     * The same instances, with all that is known of why they are not healthy.
     *
     * @param at when they were seen
     */
    List<InstanceObservation> told(EnvironmentId environment, List<InstanceObservation> instances, Instant at) {
        List<InstanceObservation> unhealthy = instances.stream()
                .filter(instance -> instance.state() == State.UNHEALTHY)
                .toList();
        consoles.ask(unhealthy.stream().map(InstanceObservation::name).toList(), at);
        unhealthy.stream().findFirst().ifPresent(instance -> last.put(environment, instance));
        if (instances.stream().allMatch(instance -> instance.state() == State.HEALTHY)) {
            last.remove(environment);
        }
        InstanceObservation before = last.get(environment);
        return instances.stream()
                .map(instance -> switch (instance.state()) {
                    case UNHEALTHY -> with(instance, why(instance));
                    case STARTING ->
                        before == null
                                ? instance
                                : with(instance, instance.detail() + "; one before it: " + why(before));
                    case HEALTHY, EXITED -> instance;
                })
                .toList();
    }

    private String why(InstanceObservation instance) {
        return instance.detail()
                + consoles.reason(instance.name()).map(reason -> "; " + reason).orElse("");
    }

    private static InstanceObservation with(InstanceObservation instance, String detail) {
        return new InstanceObservation(instance.name(), instance.state(), instance.address(), detail);
    }
}
