package io.ionroller.api.cli.follow;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ionroller.api.cli.client.FeedMessage.Happened;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;

/** One JSON object per line: every event as the server wrote it, and at the end what became of the release. */
public final class JsonDisplay implements Display {

    private final PrintStream out;
    private boolean closed;

    public JsonDisplay(PrintStream out) {
        this.out = out;
    }

    @Override
    public Duration wantsState() {
        return Duration.ofSeconds(5);
    }

    @Override
    public void happened(Happened event, Instant now) {
        write(event.json().toString());
    }

    @Override
    public void show(Progress progress, Instant now) {
        // Only events and the end are told.
    }

    @Override
    public void ended(Progress progress, Ending ending, Instant now) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("service", progress.followed().service());
        json.put("release", progress.followed().release());
        switch (ending) {
            case Ending.Over over -> json.put("phase", over.phase()).put("reason", over.reason());
            case Ending.TimedOut timedOut -> json.put("timed_out", true);
            case Ending.Lost lost -> json.put("lost", lost.why().getMessage());
        }
        write(json.toString());
    }

    private synchronized void write(String line) {
        if (!closed) {
            out.println(line);
            out.flush();
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
    }
}
