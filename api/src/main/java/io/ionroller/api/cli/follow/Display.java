package io.ionroller.api.cli.follow;

import io.ionroller.api.cli.client.FeedMessage.Happened;
import java.time.Duration;
import java.time.Instant;

/** Where a followed release is shown. Called by one thread, except {@link #close}. */
public interface Display extends AutoCloseable {

    /** How often the service's state must be read for it. */
    Duration wantsState();

    /** An event happened. */
    void happened(Happened event, Instant now);

    /** Called several times a second; shows what has changed, if there is something to show. */
    void show(Progress progress, Instant now);

    /** The last call. */
    void ended(Progress progress, Ending ending, Instant now);

    /** Stops showing; nothing is written after it returned. Any thread. */
    @Override
    void close();
}
