package io.ionroller.deploy.simulated;

import io.ionroller.engine.model.ServiceName;
import java.time.Instant;

/**
 * One call that reached the cloud.
 *
 * @param subject the environment or, for traffic, the weights asked for; the service for a reading of traffic
 * @param effect the effect that was owed; empty for readings
 */
public record SimulatedCall(Instant at, Verb verb, ServiceName service, String subject, String effect) {}
