package io.ionroller.api.cli.follow;

import io.ionroller.api.cli.client.ClientException;
import io.ionroller.api.view.ReleaseView;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How the following ended. */
public sealed interface Ending {

    /**
     * The release has ended.
     *
     * @param phase the terminal phase
     * @param reason why; may be empty
     * @param release as history; absent when it could not be read
     */
    record Over(String phase, String reason, @Nullable ReleaseView release) implements Ending {}

    /** The time that was given is over; the release goes on. */
    record TimedOut(Duration after) implements Ending {}

    /** The server cannot be asked any more; what becomes of the release is not known. */
    record Lost(ClientException why) implements Ending {}
}
