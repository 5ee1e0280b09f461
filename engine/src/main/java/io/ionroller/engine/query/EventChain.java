package io.ionroller.engine.query;

import io.ionroller.engine.model.ServiceName;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The proof that stored events are as they were stored: every event carries the SHA-256 of its content and of the hash before it in
 * its service. Called by the API; never blocks.
 */
public interface EventChain {

    /**
     * Begins to compute all hashes anew. Nothing is read before the first {@link Check#next()}.
     *
     * @param service only of this service; absent for all
     * @param headsAt an offset: also tell where each chain had come to by then; absent for no such thing
     */
    Check check(@Nullable ServiceName service, @Nullable Long headsAt);

    /**
     * Events of a service as they are hashed, after a sequence number: what the SHA-256 of each gives is what the next one names as the
     * hash before it, as long as nobody changed them.
     */
    CompletionStage<List<Hashed>> hashed(ServiceName service, long after, int limit);

    /** An event in the form that is hashed, one line of JSON. */
    record Hashed(long sequence, byte[] line) {}

    /** Where all chains are at one moment. */
    CompletionStage<Heads> heads();

    /**
     * The ends of all chains.
     *
     * @param offset of the newest event; 0 when there is none
     */
    record Heads(long offset, List<Head> heads) {
        public Heads {
            heads = List.copyOf(heads);
        }
    }

    /** One reading of the journal, piece by piece in little memory. For one caller at a time; one that stops calling leaves nothing behind. */
    interface Check {

        /** Reads on. Not to be called again after the piece that is the last, or before a stage is done. Fails when the store cannot be read. */
        CompletionStage<Piece> next();
    }

    /**
     * What was found in one piece.
     *
     * @param events that were read so far
     * @param services whose events were read so far
     * @param last whether the journal was read to its end
     */
    record Piece(long events, long services, List<Finding> findings, boolean last) {
        public Piece {
            findings = List.copyOf(findings);
        }
    }

    /** Something to be told. */
    sealed interface Finding {}

    /**
     * The first event of a service that does not fit. What follows it in its service was not looked at.
     *
     * @param service as stored
     * @param sequence its place in the journal of its service; of a missing event, the place where it should be
     * @param offset its place in the journal; absent for a missing event
     * @param expected what should be there: a hash, or an event
     * @param found what is there
     */
    record Broken(String service, long sequence, @Nullable Long offset, Flaw flaw, String expected, String found)
            implements Finding {}

    /** How an event does not fit. */
    enum Flaw {
        /** Its hash is not that of its content and of the event before it: one of the three was changed. */
        ALTERED,
        /** It is not there, but later ones are. */
        MISSING,
        /** It has no hash: that was removed, or an older node has stored it and no node of this version has started since. */
        UNCHAINED
    }

    /** The first place in the journal of all services that has no event, but later ones do. */
    record Hole(long offset) implements Finding {}

    /** Where a chain had come to: its newest event at some offset, with the hash that is stored with it. */
    record Head(String service, long sequence, String hash) implements Finding {}
}
