package io.ionroller.api.http;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A client that sends any bytes whatever, over one connection for as long as the server keeps it. */
final class RawClient implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 20_000;
    private static final int LARGEST_HEAD = 64 * 1024;

    private final int port;
    private Socket socket;
    private InputStream in;

    RawClient(int port) {
        this.port = port;
    }

    /**
     * An answer.
     *
     * @param status 0 when the server ended the connection without one
     */
    record Answer(int status, String head, String body) {}

    /** Sends bytes and reads one answer; an answer that is a stream is not read. A server that says nothing for long is an error. */
    Answer send(byte[] request) throws IOException {
        boolean fresh = socket == null;
        try {
            return exchange(request);
        } catch (IOException e) {
            close();
            // an idle connection may end at any time; only on a new one is that an answer
            return fresh ? ended(e) : send(request);
        }
    }

    private static Answer ended(IOException e) throws IOException {
        if (e instanceof java.net.SocketTimeoutException) {
            throw e;
        }
        return new Answer(0, "", "");
    }

    private Answer exchange(byte[] request) throws IOException {
        if (socket == null) {
            socket = new Socket("127.0.0.1", port);
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.setTcpNoDelay(true);
            in = new BufferedInputStream(socket.getInputStream());
        }
        socket.getOutputStream().write(request);
        String head = head();
        int status = Integer.parseInt(head.substring(9, 12));
        if (status == 100) {
            head = head();
            status = Integer.parseInt(head.substring(9, 12));
        }
        String lower = head.toLowerCase(Locale.ROOT);
        boolean noBody = status == 204 || status == 304 || startsWith(request, "HEAD ");
        String body = noBody || lower.contains("transfer-encoding: chunked") ? "" : body(lower);
        if (lower.contains("connection: close") || lower.contains("transfer-encoding: chunked") || noBody) {
            close();
        }
        return new Answer(status, head, body);
    }

    private String head() throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int last = 0;
        while (head.size() < LARGEST_HEAD) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the server ended the connection");
            }
            head.write(next);
            last = (last << 8) | next;
            if (last == 0x0d0a0d0a) {
                return head.toString(StandardCharsets.ISO_8859_1);
            }
        }
        throw new IOException("no end of the head");
    }

    private String body(String head) throws IOException {
        int at = head.indexOf("content-length: ");
        if (at < 0) {
            return "";
        }
        int length =
                Integer.parseInt(head.substring(at + 16, head.indexOf('\r', at)).strip());
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    private static boolean startsWith(byte[] bytes, String text) {
        return new String(bytes, 0, Math.min(bytes.length, text.length()), StandardCharsets.ISO_8859_1).equals(text);
    }

    @Override
    public void close() throws IOException {
        if (socket != null) {
            socket.close();
            socket = null;
        }
    }
}
