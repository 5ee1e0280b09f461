package io.ionroller.deploy.ec2.environment;

import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.platform.InstanceObservation;
import io.ionroller.engine.platform.InstanceObservation.State;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Why instances of an environment were not healthy last. A group replaces such instances again and again, and of the newest ones
 * there is nothing to say yet; a person wants to know what became of the ones before. In memory only. Thread-safe.
 */
final class Troubles {

    private final Map<EnvironmentId, String> last = new ConcurrentHashMap<>();

    /** The same instances; those that start tell what was wrong with their predecessors. */
    List<InstanceObservation> told(EnvironmentId environment, List<InstanceObservation> instances) {
        instances.stream()
                .filter(instance -> instance.state() == State.UNHEALTHY)
                .map(InstanceObservation::detail)
                .findFirst()
                .ifPresent(detail -> last.put(environment, detail));
        if (instances.stream().allMatch(instance -> instance.state() == State.HEALTHY)) {
            last.remove(environment);
        }
        String before = last.get(environment);
        return before == null
                ? instances
                : instances.stream()
                        .map(instance -> instance.state() == State.STARTING ? after(instance, before) : instance)
                        .toList();
    }

    private static InstanceObservation after(InstanceObservation instance, String before) {
        return new InstanceObservation(
                instance.name(),
                instance.state(),
                instance.address(),
                instance.detail() + "; one before it: " + before);
    }
}
