package io.ionroller.api.view;

import io.ionroller.engine.platform.EnvironmentObservation;
import io.ionroller.engine.platform.InstanceObservation;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * One instance as the platform saw it.
 *
 * @param name stable within the environment, such as {@code 1}
 * @param state {@code starting}, {@code healthy}, {@code unhealthy} or {@code exited}
 * @param address where it answers; empty when nowhere
 * @param detail why it is in that state; may be empty
 */
public record InstanceView(String name, String state, String address, String detail) {

    static InstanceView of(InstanceObservation instance) {
        return new InstanceView(
                instance.name(),
                instance.state().name().toLowerCase(Locale.ROOT),
                instance.address(),
                instance.detail());
    }

    /**
     * {@code GET /services/{s}/environments/{e}/instances}: read from the platform when asked.
     *
     * @param required how many instances are wanted
     */
    public record Page(String environment, int required, List<InstanceView> instances, Instant observedAt) {

        public static Page of(EnvironmentObservation seen) {
            return new Page(
                    seen.environment().toString(),
                    seen.required(),
                    seen.instances().stream().map(InstanceView::of).toList(),
                    seen.observedAt());
        }
    }
}
