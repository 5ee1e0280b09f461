package io.ionroller.deploy.local;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** One keep-alive connection of a client that repeats nothing and hides nothing. */
final class RawClient implements AutoCloseable {

    /** An answer, read to its last byte. */
    record Answer(int status, Map<String, String> headers, String body) {}

    private final Socket socket;
    private final InputStream in;

    RawClient(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(20_000);
        in = new BufferedInputStream(socket.getInputStream());
    }

    Answer get(String path) throws IOException {
        return send("GET " + path + " HTTP/1.1\r\nHost: hello.test\r\n\r\n", !path.startsWith("HEAD"));
    }

    Answer post(String path, byte[] body) throws IOException {
        String head = "POST " + path + " HTTP/1.1\r\nHost: hello.test\r\nContent-Type: text/plain\r\nContent-Length: "
                + body.length + "\r\n\r\n";
        byte[] all = new byte[head.length() + body.length];
        System.arraycopy(head.getBytes(StandardCharsets.US_ASCII), 0, all, 0, head.length());
        System.arraycopy(body, 0, all, head.length(), body.length);
        socket.getOutputStream().write(all);
        return read(true);
    }

    Answer send(String bytes, boolean bodyFollows) throws IOException {
        socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
        return read(bodyFollows);
    }

    void write(String bytes) throws IOException {
        socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
    }

    Answer read(boolean bodyFollows) throws IOException {
        String status = line();
        Map<String, String> headers = new TreeMap<>();
        for (String header = line(); !header.isEmpty(); header = line()) {
            int colon = header.indexOf(':');
            headers.merge(
                    header.substring(0, colon).toLowerCase(Locale.ROOT),
                    header.substring(colon + 1).strip(),
                    (one, two) -> one + ", " + two);
        }
        int code = Integer.parseInt(status.split(" ")[1]);
        if (code == 100) {
            return read(bodyFollows);
        }
        return new Answer(code, headers, bodyFollows ? body(headers) : "");
    }

    String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the connection was closed after \"" + line + "\"");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    private String body(Map<String, String> headers) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        if ("chunked".equalsIgnoreCase(headers.get("transfer-encoding"))) {
            for (int size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
                copy(size, body);
                line();
            }
            line();
        } else {
            copy(Long.parseLong(headers.getOrDefault("content-length", "0")), body);
        }
        return body.toString(StandardCharsets.UTF_8);
    }

    /** Keeps the first megabyte. */
    private void copy(long size, ByteArrayOutputStream body) throws IOException {
        byte[] block = new byte[64 << 10];
        for (long left = size; left > 0; ) {
            int read = in.read(block, 0, (int) Math.min(block.length, left));
            if (read < 0) {
                throw new EOFException(left + " bytes of the body are missing");
            }
            left -= read;
            if (body.size() < 1 << 20) {
                body.write(block, 0, read);
            }
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
