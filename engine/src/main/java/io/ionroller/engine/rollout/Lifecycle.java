package io.ionroller.engine.rollout;

import io.ionroller.engine.platform.DrainProof;
import java.time.Instant;

/** The life of an environment. */
public sealed interface Lifecycle {

    /** It is wanted; parts of it may exist. */
    record Requested() implements Lifecycle {}

    /** All of it was seen. */
    record Live() implements Lifecycle {}

    /** It has no traffic and is kept warm for a rollback until then. */
    record Retired(Instant since, Instant removeAt) implements Lifecycle {}

    /** It is to be removed; the proof that it gets no traffic is still missing. */
    record Draining(String reason) implements Lifecycle {}

    /** It is proved to be drained and is being torn down. */
    record Removing(DrainProof proof) implements Lifecycle {}
}
