package io.ionroller.engine.rollout;

/** Why a release exists and whether it needs a new environment. */
public enum ReleaseKind {
    /** A version was released: a new environment, all steps. */
    RELEASE,
    /** Back to an environment that is still there: only traffic moves. */
    WARM_ROLLBACK,
    /** Back to a release whose environment is gone: a new environment, all steps. */
    COLD_ROLLBACK
}
