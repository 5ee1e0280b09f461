package io.ionroller.api.cli.client;

import java.io.BufferedReader;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads a {@code text/event-stream} as the WHATWG HTML standard describes it. One thread. */
final class ServerSentEvents {

    private final BufferedReader lines;
    private final Runnable heard;

    /**
     * @param heard called for every line, keep-alives too
     */
    ServerSentEvents(BufferedReader lines, Runnable heard) {
        this.lines = lines;
        this.heard = heard;
    }

    /** One message; the id is empty when it has none. */
    record Message(String id, String type, String data) {}

    /** The next message that has data; null at the end of the stream. */
    @Nullable
    Message next() throws IOException {
        String id = "";
        String type = "message";
        StringBuilder data = new StringBuilder();
        while (true) {
            String line = lines.readLine();
            if (line == null) {
                // What was not closed by an empty line is not a message.
                return null;
            }
            heard.run();
            if (line.isEmpty()) {
                if (!data.isEmpty()) {
                    return new Message(id, type, data.substring(0, data.length() - 1));
                }
                type = "message";
                continue;
            }
            int colon = line.indexOf(':');
            String field = colon < 0 ? line : line.substring(0, colon);
            String value = colon < 0 ? "" : line.substring(line.startsWith(" ", colon + 1) ? colon + 2 : colon + 1);
            switch (field) {
                case "id" -> id = value;
                case "event" -> type = value;
                case "data" -> data.append(value).append('\n');
                default -> {
                    // a comment, a retry hint, or a field of a later standard
                }
            }
        }
    }
}
