package io.ionroller.engine.work;

/**
 * Whether this process may act on platforms now. A node that is cut off from the majority of its cluster may not, although it
 * runs and its owners still think that they own their services. Asked immediately before every platform call, from any thread;
 * must not block.
 */
@FunctionalInterface
public interface Permit {

    /** For a process that is alone: it may always act. */
    Permit ALWAYS = () -> true;

    boolean granted();
}
