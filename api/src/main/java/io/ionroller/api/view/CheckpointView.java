package io.ionroller.api.view;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The first line of a checkpoint: where all chains had come to.
 *
 * @param number from 1, one more than that of the checkpoint before
 * @param at when it was made
 * @param previous SHA-256 of the whole file of the checkpoint before, in hexadecimal; absent in the first
 * @param offset of the newest event
 * @param heads the newest event of every service
 */
public record CheckpointView(
        long number, Instant at, @Nullable String previous, long offset, Map<String, HeadView> heads) {

    /** The newest event of a service, with its hash in hexadecimal. */
    public record HeadView(long sequence, String hash) {}
}
