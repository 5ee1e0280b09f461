package io.ionroller.api.view;

import io.ionroller.engine.query.EnvironmentSummary;

/**
 * An environment in the list of services.
 *
 * @param id such as {@code hello-7}
 * @param intendedWeight the share of traffic it is meant to have, as a percent string
 * @param healthy instances that were healthy when that last changed
 * @param required instances that are wanted; 0 before the first observation
 */
public record EnvironmentLine(String id, String version, String intendedWeight, int healthy, int required) {

    static EnvironmentLine of(EnvironmentSummary summary) {
        return new EnvironmentLine(
                summary.id(), summary.version(), summary.intended().percent(), summary.healthy(), summary.required());
    }
}
