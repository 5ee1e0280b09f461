package io.ionroller.engine.model;

import java.time.Instant;

/**
 * One stored configuration.
 *
 * @param revision number within the service, from 1; never reused, also not after a deletion
 * @param at when it was accepted
 */
public record ConfigurationRevision(int revision, Instant at, ServiceConfiguration configuration) {}
