package io.ionroller.engine.model;

/** What is done about traffic, or a part of an environment, that somebody else has changed. It is an event in any case. */
public enum DriftPolicy {
    /** Nothing is changed back by itself, and a rollout whose traffic was changed holds: a person decides. */
    HOLD,
    /** What was intended is set right again, as far as the platform has a safe call for it. */
    RESTORE
}
