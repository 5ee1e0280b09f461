package io.ionroller.engine.model;

/** What a new release request does while another rollout is in flight. */
public enum ConflictPolicy {
    /** Wait in the one slot of the queue; a newer request replaces the waiting one, which is an event. */
    QUEUE,
    /** Return traffic to the stable environment, end the running rollout as superseded, then start. */
    REPLACE,
    /** Refuse the newer request. */
    REJECT
}
