package io.ionroller.deploy.local.process;

import io.ionroller.engine.model.Durations;
import io.ionroller.engine.model.HealthCheck;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One health check: a connection of its own, one GET, and the status of the answer. Blocks its thread for at most the timeout.
 */
final class HealthProbe {

    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3})( .*)?");
    private static final Pattern LENGTH = Pattern.compile("(?i)content-length:\\s*(\\d{1,9})\\s*");
    private static final int LONGEST_LINE = 8 * 1_024;
    private static final int LONGEST_REST = 64 * 1_024;

    /** What a check found. */
    sealed interface Result {
        record Passed() implements Result {}

        /** It answered, too late or wrongly. */
        record Failed(String why) implements Result {}

        /** Nothing listens there. */
        record NotListening(String why) implements Result {}
    }

    private HealthProbe() {}

    static Result check(InetSocketAddress address, HealthCheck check) {
        long deadline = System.nanoTime() + check.timeout().toNanos();
        try (Socket socket = new Socket()) {
            socket.setTcpNoDelay(true);
            try {
                socket.connect(address, (int) Math.max(1, check.timeout().toMillis()));
            } catch (ConnectException refused) {
                return new Result.NotListening("nothing listens on port " + address.getPort());
            }
            String request =
                    "GET " + check.path() + " HTTP/1.1\r\nHost: " + address.getHostString() + ":" + address.getPort()
                            + "\r\nUser-Agent: ionroller-health\r\nAccept: */*\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            InputStream in = new BufferedInputStream(socket.getInputStream());
            String status = line(in, socket, deadline);
            readRest(in, socket, deadline);
            return judge(status, check);
        } catch (SocketTimeoutException late) {
            return new Result.Failed(
                    "GET " + check.path() + " had no answer within " + Durations.format(check.timeout()));
        } catch (IOException e) {
            return new Result.Failed("GET " + check.path() + " failed: " + e.getMessage());
        }
    }

    private static Result judge(String line, HealthCheck check) {
        Matcher matcher = STATUS.matcher(line);
        if (!matcher.matches()) {
            return new Result.Failed("GET " + check.path() + " did not answer in HTTP/1.1");
        }
        int status = Integer.parseInt(matcher.group(1));
        return status >= 200 && status < 400
                ? new Result.Passed()
                : new Result.Failed("GET " + check.path() + " answered " + status);
    }

    private static String line(InputStream in, Socket socket, long deadline) throws IOException {
        StringBuilder line = new StringBuilder();
        while (line.length() < LONGEST_LINE) {
            Duration left = Duration.ofNanos(deadline - System.nanoTime());
            if (left.isNegative() || left.isZero()) {
                throw new SocketTimeoutException();
            }
            socket.setSoTimeout((int) Math.max(1, left.toMillis()));
            int next = in.read();
            if (next < 0 || next == '\n') {
                break;
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    /**
     * Takes the rest of a short answer of known length, which does not matter, so that the instance does not see its
     * connection reset while it writes.
     */
    private static void readRest(InputStream in, Socket socket, long deadline) {
        try {
            int length = 0;
            for (String header = line(in, socket, deadline); !header.isEmpty(); header = line(in, socket, deadline)) {
                Matcher matcher = LENGTH.matcher(header);
                length = matcher.matches() ? Integer.parseInt(matcher.group(1)) : length;
            }
            in.readNBytes(Math.min(length, LONGEST_REST));
        } catch (IOException e) {
            // The status has been read; how the connection ends says nothing about health.
        }
    }
}
