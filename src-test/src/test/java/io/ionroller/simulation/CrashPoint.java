package io.ionroller.simulation;

/** Where between two steps a process dies. */
enum CrashPoint {
    /** Something was decided, nothing is stored. */
    BEFORE_PERSIST,
    /** It is stored, and the owner does not know yet. */
    AFTER_PERSIST,
    /** It is stored and known, no worker was started or stopped for it. */
    BEFORE_EFFECT,
    /** The workers were told, the one who asked was not. */
    BEFORE_REPLY,
    /** A worker is about to call the platform. */
    BEFORE_CALL,
    /** A call has just been sent. */
    DURING_CALL,
    /** A call was answered, its report is not decided. */
    AFTER_CALL,
    /** The journal was read, nothing was done yet. */
    RECOVERING
}
