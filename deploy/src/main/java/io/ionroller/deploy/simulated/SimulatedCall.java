package io.ionroller.deploy.simulated;

import io.ionroller.engine.model.ServiceName;
import java.time.Instant;

/**
 * One call that reached the cloud. Calls about one service are numbered in the order in which they took effect.
 *
 * @param number place in the log, from 1, without gaps
 * @param node the engine that called; empty for the one engine of a cloud within its process
 * @param subject the environment or, for traffic, the weights asked for; the service for a reading of traffic
 * @param effect the effect that was owed; empty for readings
 * @param shift for a change of weights its number; 0 for all other calls
 * @param detail a word on the outcome: why it was refused, what was found instead
 */
public record SimulatedCall(
        long number,
        Instant at,
        String node,
        Verb verb,
        ServiceName service,
        String subject,
        String effect,
        long shift,
        Outcome outcome,
        String detail) {

    /** What a call did to the cloud. */
    public enum Outcome {
        /** It asked only. */
        READ,
        /** What it wanted was there already, or something else was there that it must not change. */
        UNCHANGED,
        /** It made an environment that was not there. */
        CREATED,
        /** It changed something: weights, the number of running instances, or that an environment is there. */
        CHANGED,
        /** It had no effect and failed. */
        REFUSED
    }

    /** Whether the cloud is another one because of it. */
    public boolean changing() {
        return outcome == Outcome.CREATED || outcome == Outcome.CHANGED;
    }
}
