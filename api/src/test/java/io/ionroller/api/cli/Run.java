package io.ionroller.api.cli;

import io.ionroller.api.cli.client.Patience;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A run of the command line, as a process would see it. */
record Run(int exitCode, String out, String err) {

    /** Retries without waiting long. */
    static final Patience QUICK = new Patience(
            Duration.ofSeconds(2),
            Duration.ofSeconds(5),
            List.of(Duration.ofMillis(10), Duration.ofMillis(20), Duration.ofMillis(50)),
            Duration.ofSeconds(20),
            Duration.ofSeconds(20));

    /** At noon, where time stands still. */
    static Run of(TinyServer server, String... arguments) {
        return of(environment(server), "", arguments);
    }

    /** With the time as it is. */
    static Run live(TinyServer server, String... arguments) {
        return of(Clock.systemUTC(), environment(server), "", arguments);
    }

    static Run of(Map<String, String> environment, String input, String... arguments) {
        return of(Clock.fixed(Views.NOON, ZoneOffset.UTC), environment, input, arguments);
    }

    static Map<String, String> environment(TinyServer server) {
        return Map.of("IONROLLER_SERVER", server.address(), "IONROLLER_USER", "ann@example.org");
    }

    private static Run of(Clock clock, Map<String, String> environment, String input, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Surroundings surroundings = new Surroundings(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                new HashMap<>(environment),
                Terminal.none(),
                clock,
                QUICK);
        int exitCode = CommandTree.create(surroundings).execute(arguments);
        return new Run(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
