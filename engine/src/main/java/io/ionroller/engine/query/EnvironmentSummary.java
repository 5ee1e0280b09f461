package io.ionroller.engine.query;

import io.ionroller.engine.model.Weight;

/**
 * An environment in the list of services.
 *
 * @param id such as {@code hello-7}
 * @param intended the share of traffic it is meant to have
 * @param healthy instances that were healthy when that last changed
 * @param required instances that are wanted; 0 before the first observation
 */
public record EnvironmentSummary(String id, String version, Weight intended, int healthy, int required) {}
