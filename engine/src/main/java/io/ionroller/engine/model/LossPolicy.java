package io.ionroller.engine.model;

/** What is done when an environment in use is lost as a whole. It is an event in any case. */
public enum LossPolicy {
    /** It is made again as it was, and keeps the traffic that it was meant to have. */
    RECREATE,
    /** Nothing: a person releases, rolls back, or changes this. */
    HOLD
}
