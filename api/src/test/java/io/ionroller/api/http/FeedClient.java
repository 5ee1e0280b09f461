package io.ionroller.api.http;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A client of the feed on a bare socket, so that it can be as slow as a test wants. Reads in a thread of its own. */
final class FeedClient implements AutoCloseable {

    /** One message of the feed. */
    record Message(long id, String type, String data) {}

    private final Socket socket;
    private final BufferedReader in;
    final List<Message> messages = new CopyOnWriteArrayList<>();
    final List<String> comments = new CopyOnWriteArrayList<>();
    /** Where the feed said that it begins. */
    volatile long position = -1;

    volatile boolean ended;
    volatile boolean refused;

    FeedClient(ApiServer server, String query, String... headers) {
        try {
            socket = new Socket();
            socket.connect(new java.net.InetSocketAddress("127.0.0.1", server.port()), 5000);
            StringBuilder request = new StringBuilder("GET /feed" + query + " HTTP/1.1\r\nHost: localhost\r\n");
            for (String header : headers) {
                request.append(header).append("\r\n");
            }
            socket.getOutputStream().write((request + "\r\n").getBytes(StandardCharsets.UTF_8));
            in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Begins to read. */
    FeedClient reading() {
        Thread.ofVirtual().start(this::read);
        return this;
    }

    List<Long> ids() {
        return messages.stream().map(Message::id).toList();
    }

    private void read() {
        try {
            List<String> block = new ArrayList<>();
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.startsWith("id:") || line.startsWith("event:") || line.startsWith("data:")) {
                    block.add(line.substring(line.indexOf(':') + 1).strip());
                } else if (line.startsWith("HTTP/1.1 503")) {
                    refused = true;
                } else if (line.startsWith(":")) {
                    comments.add(line.substring(1).strip());
                } else if (line.isEmpty()) {
                    take(block);
                    block.clear();
                } else if (line.equals("0")) {
                    break;
                }
            }
        } catch (IOException e) {
            // closed by the test or by the server: both end it
        }
        ended = true;
    }

    /** A message, or the greeting, which has an id and no event. */
    private void take(List<String> block) {
        if (block.size() == 3) {
            messages.add(new Message(Long.parseLong(block.get(0)), block.get(1), block.get(2)));
        } else if (block.size() == 1) {
            position = Long.parseLong(block.getFirst());
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
