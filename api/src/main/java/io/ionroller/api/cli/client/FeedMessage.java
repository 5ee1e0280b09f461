package io.ionroller.api.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.ionroller.api.view.EventView;
import java.time.Duration;

/** What comes out of an {@link EventFeed}. */
public sealed interface FeedMessage {

    /** An event, with its JSON as the server wrote it. */
    record Happened(EventView event, JsonNode json) implements FeedMessage {}

    /** The connection is lost; it is opened again after the pause, and goes on where it was. */
    record Lost(String why, int attempt, Duration pause) implements FeedMessage {}

    /** The connection is there (again). */
    record Connected() implements FeedMessage {}

    /** The feed has ended for good. */
    record Ended(ClientException why) implements FeedMessage {}
}
