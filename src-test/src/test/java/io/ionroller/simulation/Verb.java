package io.ionroller.simulation;

/** What a platform is asked. */
enum Verb {
    ENSURE_ENVIRONMENT,
    OBSERVE_ENVIRONMENT,
    ENSURE_TRAFFIC,
    OBSERVE_TRAFFIC,
    REMOVE_ENVIRONMENT,
    RESTORE_ENVIRONMENT,
    SCALE_DOWN_ENVIRONMENT;

    boolean writes() {
        return this != OBSERVE_ENVIRONMENT && this != OBSERVE_TRAFFIC;
    }
}
