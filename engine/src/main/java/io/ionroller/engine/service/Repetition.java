package io.ionroller.engine.service;

import io.ionroller.engine.rollout.Answer;
import io.ionroller.engine.rollout.EventMetadata.IdempotentAnswer;
import io.ionroller.engine.rollout.Rejection;

/** What a request gets that comes again under the same idempotency key. */
final class Repetition {

    private Repetition() {}

    /** The first answer, also when that was a refusal; a refusal if the key first came with another request. */
    static ServiceReply of(IdempotentAnswer earlier, Caller caller) {
        if (!earlier.request().equals(caller.requestHash())) {
            return new ServiceReply.Refused(new Rejection(
                    "idempotency-key-reused",
                    Rejection.Kind.INVALID,
                    "the key \"" + earlier.key() + "\" came with another request before; use a new key"));
        }
        Rejection refusal = earlier.refusal();
        return refusal != null
                ? new ServiceReply.Refused(refusal)
                : new ServiceReply.Done(new Answer(earlier.release(), earlier.revision(), earlier.sentence()), true);
    }
}
