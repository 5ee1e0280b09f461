package io.ionroller.engine.rollout;

/** Why a rollout is paused. */
public enum PauseReason {
    /** A pause step with a time. */
    TIMED,
    /** A pause step without one: somebody must promote or resume. */
    MANUAL,
    /** Somebody asked for it. */
    REQUESTED,
    /** The machinery is in trouble, or what was seen is not what anybody intended: somebody must look. */
    HELD
}
