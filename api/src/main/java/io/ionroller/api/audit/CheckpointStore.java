package io.ionroller.api.audit;

import java.io.IOException;
import java.util.Optional;

/**
 * Where checkpoints are kept: a place that only ever grows. Called by one thread of a process at a time; may block. Failures say in
 * a sentence what was tried and what the place has answered.
 */
public interface CheckpointStore extends AutoCloseable {

    /** A checkpoint under its name. */
    record Stored(String name, byte[] document) {}

    /** The one with the greatest name. */
    Optional<Stored> newest() throws IOException;

    /**
     * Adds one, whole or not at all, also when the process is killed on the way.
     *
     * @return {@code false} when the name is taken; then nothing has changed
     */
    boolean add(Stored checkpoint) throws IOException;

    /** Gives back what it holds besides the checkpoints, such as connections. */
    @Override
    default void close() {}
}
