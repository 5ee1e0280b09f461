package io.ionroller.deploy.local;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A small HTTP/1.1 server that tests run as an instance: {@code SampleInstance <port> <version> <mode>}. It answers the
 * version and what it read, keeps connections, and closes idle ones after 5 seconds, as Node does.
 */
public final class SampleInstance {

    private static final int IDLE_MILLIS = 5_000;

    private SampleInstance() {}

    /** The command line that runs it with the JDK of this process. */
    static List<String> command(String mode) {
        return List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path")
                        .lines()
                        .findFirst()
                        .orElseThrow()
                        .split(":")[0],
                SampleInstance.class.getName(),
                "{port}",
                "{version}",
                mode);
    }

    public static void main(String[] arguments) throws IOException {
        int port = Integer.parseInt(arguments[0]);
        String version = arguments[1];
        String mode = arguments[2];
        System.out.println("instance of " + version + " on " + port + " " + System.getenv("GREETING"));
        if (mode.equals("exit")) {
            System.err.println("cannot start: no such database");
            System.exit(3);
        }
        if (mode.equals("stubborn")) {
            new ProcessBuilder("sh", "-c", "trap '' TERM; while :; do sleep 1; done").start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                try {
                    Thread.sleep(60_000);
                } catch (InterruptedException end) {
                    Thread.currentThread().interrupt();
                }
            }));
        }
        try (ServerSocket server = new ServerSocket(port, 512, InetAddress.getLoopbackAddress())) {
            while (true) {
                Socket socket = server.accept();
                Thread.ofVirtual().start(() -> serve(socket, version, mode));
            }
        }
    }

    private static void serve(Socket socket, String version, String mode) {
        try (socket) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(IDLE_MILLIS);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            OutputStream out = new BufferedOutputStream(socket.getOutputStream());
            String line = line(in);
            while (line != null) {
                Map<String, String> headers = new HashMap<>();
                for (String header = line(in); header != null && !header.isEmpty(); header = line(in)) {
                    int colon = header.indexOf(':');
                    headers.put(
                            header.substring(0, colon).toLowerCase(Locale.ROOT),
                            header.substring(colon + 1).strip());
                }
                answer(out, line, body(in, headers), version + " " + socket.getLocalPort(), mode, headers);
                out.flush();
                line = line(in);
            }
        } catch (SocketException | java.net.SocketTimeoutException left) {
            // the client is gone, or idle
        } catch (IOException | InterruptedException e) {
            e.printStackTrace();
        }
    }

    private static long body(InputStream in, Map<String, String> headers) throws IOException {
        if ("chunked".equalsIgnoreCase(headers.get("transfer-encoding"))) {
            long read = 0;
            for (int size = chunk(in); size > 0; size = chunk(in)) {
                in.skipNBytes(size);
                read += size;
                line(in);
            }
            line(in);
            return read;
        }
        long length = Long.parseLong(headers.getOrDefault("content-length", "0"));
        in.skipNBytes(length);
        return length;
    }

    private static int chunk(InputStream in) throws IOException {
        return Integer.parseInt(String.valueOf(line(in)).strip(), 16);
    }

    private static void answer(
            OutputStream out, String line, long read, String who, String mode, Map<String, String> headers)
            throws IOException, InterruptedException {
        String path = line.split(" ")[1];
        if (path.equals("/health")) {
            write(out, mode.equals("sick") ? "503 Sick" : "200 OK", "ok", true);
        } else if (path.startsWith("/echo")) {
            StringBuilder all = new StringBuilder(line).append('\n');
            headers.forEach(
                    (name, value) -> all.append(name).append(": ").append(value).append('\n'));
            write(out, "200 OK", all.toString(), true);
        } else if (path.startsWith("/big")) {
            long size = Long.parseLong(path.substring(5));
            out.write(("HTTP/1.1 200 OK\r\nContent-Length: " + size
                            + "\r\nContent-Type: application/octet-stream\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            byte[] block = new byte[64 << 10];
            for (long left = size; left > 0; left -= block.length) {
                out.write(block, 0, (int) Math.min(left, block.length));
            }
        } else if (path.startsWith("/stream")) {
            out.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Type: text/plain\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < Integer.parseInt(path.substring(8)); i++) {
                out.write("2\r\nx\n\r\n".getBytes(StandardCharsets.US_ASCII));
                out.flush();
                Thread.sleep(20);
            }
            out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        } else if (path.startsWith("/slow")) {
            Thread.sleep(Long.parseLong(path.substring(6)));
            write(out, "200 OK", who, true);
        } else if (path.startsWith("/status")) {
            write(out, path.substring(8) + " Status", who, !line.startsWith("HEAD"));
        } else if (path.startsWith("/close")) {
            out.write("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nConnection: close\r\n\r\nuntil the end"
                    .getBytes(StandardCharsets.US_ASCII));
            out.flush();
            throw new SocketException("closed on purpose");
        } else {
            write(out, "200 OK", who + " read " + read, !line.startsWith("HEAD"));
        }
    }

    private static void write(OutputStream out, String status, String body, boolean withBody) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        out.write(("HTTP/1.1 " + status + "\r\nContent-Length: " + bytes.length
                        + "\r\nContent-Type: text/plain; charset=utf-8\r\nServer: sample/1.0\r\nX-Sample: yes\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        if (withBody) {
            out.write(bytes);
        }
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                return null;
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }
}
