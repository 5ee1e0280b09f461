package io.ionroller.deploy.simulated.remote;

import io.ionroller.deploy.simulated.SimulatedCall;
import io.ionroller.engine.json.Json;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Every call as one line of JSON. Lines are flushed on demand and at the end, so a killed cloud may lose the newest ones; it
 * loses its environments with them. Safe for all threads.
 */
final class CallFile implements Closeable {

    private final BufferedWriter out;

    CallFile(Path file) throws IOException {
        out = Files.newBufferedWriter(file);
    }

    synchronized void write(SimulatedCall call) {
        try {
            out.write(Json.mapper().writeValueAsString(call));
            out.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException("the log of calls cannot be written", e);
        }
    }

    synchronized void flush() throws IOException {
        out.flush();
    }

    @Override
    public synchronized void close() throws IOException {
        out.close();
    }
}
