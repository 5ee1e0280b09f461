package io.ionroller.deploy.simulated;

/** The calls of a platform. */
public enum Verb {
    ENSURE_ENVIRONMENT,
    OBSERVE_ENVIRONMENT,
    ENSURE_TRAFFIC,
    OBSERVE_TRAFFIC,
    REMOVE_ENVIRONMENT,
    OUTPUT
}
