package io.ionroller.engine.rollout;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is stored with every event.
 *
 * @param at when it was decided
 * @param who the identity that asked, or {@code engine} for the engine's own work
 * @param cause what led to it: a command such as {@code start-release}, or an effect such as {@code hello/7/create}
 * @param commandId identity of the command, the same for all events of one decision
 * @param idempotency the caller's key with what it stood for; only on the first event of a decision
 * @param grounds what the engine's decision rests on; absent where the cause says it all
 * @param trace where the request of a person, or the release that the engine works for, began to be traced: a {@code traceparent}
 *     as the W3C defines it; absent when nothing was traced
 */
public record EventMetadata(
        Instant at,
        String who,
        String cause,
        String commandId,
        @Nullable IdempotentAnswer idempotency,
        @Nullable Grounds grounds,
        @Nullable String trace) {

    /** Of what rests on nothing more and is not traced. */
    public EventMetadata(
            Instant at, String who, String cause, String commandId, @Nullable IdempotentAnswer idempotency) {
        this(at, who, cause, commandId, idempotency, null, null);
    }

    /** {@link #who} of work that nobody asked for directly. */
    public static final String ENGINE = "engine";

    /**
     * The answer that a repeated request gets.
     *
     * @param key the caller's key
     * @param request hash of the request that came with the key first
     * @param release number of the release it accepted; absent when it accepted none
     * @param revision the configuration revision it stored; absent when it stored none
     * @param sentence the sentence of the first answer
     * @param refusal what the first answer refused with; absent when it was accepted
     */
    public record IdempotentAnswer(
            String key,
            String request,
            @Nullable Long release,
            @Nullable Integer revision,
            String sentence,
            @Nullable Rejection refusal) {

        public static IdempotentAnswer of(String key, String request, Answer answer) {
            return new IdempotentAnswer(key, request, answer.release(), answer.revision(), answer.sentence(), null);
        }

        public static IdempotentAnswer of(String key, String request, Rejection refusal) {
            return new IdempotentAnswer(key, request, null, null, refusal.sentence(), refusal);
        }
    }

    /** The first part of {@link #trace} by which a tracing system finds it: 32 hexadecimal digits; absent when nothing was traced. */
    public @Nullable String traceId() {
        return trace == null ? null : trace.substring(3, 35);
    }

    /** The same for the further events of one decision. */
    public EventMetadata withoutAnswer() {
        return idempotency == null ? this : new EventMetadata(at, who, cause, commandId, null, grounds, trace);
    }

    /** The same for an event that rests on this. */
    public EventMetadata on(@Nullable Grounds other) {
        return new EventMetadata(at, who, cause, commandId, idempotency, other, trace);
    }
}
