package io.ionroller.engine.service;

import org.jspecify.annotations.Nullable;

/**
 * Who asks, and under which key.
 *
 * @param who identity that is stored with every event that follows
 * @param idempotencyKey the caller's key: the same key again gets the first answer; absent for none
 * @param requestHash hash of the request's content, to tell a repetition from another request under the same key
 * @param trace the {@code traceparent} under which the request is traced; absent when it is not
 */
public record Caller(
        String who,
        @Nullable String idempotencyKey,
        String requestHash,
        @Nullable String trace) {

    /** Whose request is not traced. */
    public Caller(String who, @Nullable String idempotencyKey, String requestHash) {
        this(who, idempotencyKey, requestHash, null);
    }
}
