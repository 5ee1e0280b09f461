package io.ionroller.simulation;

/** What a platform is asked. */
enum Verb {
    ENSURE_ENVIRONMENT,
    OBSERVE_ENVIRONMENT,
    ENSURE_TRAFFIC,
    OBSERVE_TRAFFIC,
    REMOVE_ENVIRONMENT;

    boolean writes() {
        return this == ENSURE_ENVIRONMENT || this == ENSURE_TRAFFIC || this == REMOVE_ENVIRONMENT;
    }
}
