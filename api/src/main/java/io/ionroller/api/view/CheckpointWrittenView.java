package io.ionroller.api.view;

import java.time.Instant;

/**
 * {@code POST /audit/checkpoints}: the checkpoint that was written.
 *
 * @param name of its file
 * @param number from 1
 * @param at when it was made
 * @param offset of the newest event that it covers
 * @param services how many
 * @param document the whole file
 */
public record CheckpointWrittenView(String name, long number, Instant at, long offset, int services, String document) {}
