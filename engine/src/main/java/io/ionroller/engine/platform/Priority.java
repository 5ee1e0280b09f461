package io.ionroller.engine.platform;

/**
 * What a call to a platform is for, the most urgent first. A platform whose calls are rationed lets the more urgent pass, and keeps
 * a part of its ration for rollbacks.
 */
public enum Priority {
    /** A rollback waits for it: nothing else goes first, and a reading is made when asked. */
    ROLLBACK,
    /** A step of a rollout, a proof or a removal waits for it; a reading is made when asked. */
    VERIFY,
    /** Something new is made. */
    CREATE,
    /** A look at what is in use during a rollout; it may be some seconds old. */
    WATCH,
    /** A look at what is in use and calm; it may be as old as the platform's settings allow. */
    OBSERVE
}
