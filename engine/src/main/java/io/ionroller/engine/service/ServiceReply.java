package io.ionroller.engine.service;

import io.ionroller.engine.platform.TrafficObservation;
import io.ionroller.engine.rollout.Answer;
import io.ionroller.engine.rollout.Rejection;
import io.ionroller.engine.rollout.ServiceState;
import org.jspecify.annotations.Nullable;

/** What the owner of a service answers. */
public sealed interface ServiceReply {

    /**
     * Done and stored.
     *
     * @param repeated whether this is the stored answer to an earlier request with the same idempotency key
     */
    record Done(Answer answer, boolean repeated) implements ServiceReply {}

    /** Refused; nothing has changed. */
    record Refused(Rejection rejection) implements ServiceReply {}

    /**
     * The state now.
     *
     * @param traffic the newest observation of the router by this process; absent before the first
     * @param delay what holds up the owner's work at this moment, as a part of a sentence; absent when nothing does
     */
    record Snapshot(
            ServiceState state,
            @Nullable TrafficObservation traffic,
            @Nullable String delay) implements ServiceReply {}
}
