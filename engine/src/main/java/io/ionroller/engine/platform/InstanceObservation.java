package io.ionroller.engine.platform;

/**
 * One instance as the platform saw it.
 *
 * @param name stable within the environment, such as {@code 1}
 * @param state what was seen
 * @param address where it answers, such as {@code 127.0.0.1:20011}; empty when nowhere
 * @param detail why it is in that state, for a person: {@code exited with status 1: no such file}; may be empty
 */
public record InstanceObservation(String name, State state, String address, String detail) {

    /** The life of an instance. */
    public enum State {
        /** It runs, but has not passed its health check often enough yet. */
        STARTING,
        /** It runs and passes its health check. */
        HEALTHY,
        /** It runs and fails its health check. */
        UNHEALTHY,
        /** It is wanted and does not run (any more). */
        EXITED
    }
}
