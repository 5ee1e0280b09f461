package io.ionroller.api.cli;

import io.ionroller.api.cli.client.Patience;
import java.io.InputStream;
import java.io.PrintStream;
import java.time.Clock;
import java.util.Map;

/**
 * What the command line was started in.
 *
 * @param clock time and time zone of what is shown
 * @param patience how long requests wait
 */
public record Surroundings(
        PrintStream out,
        PrintStream err,
        InputStream in,
        Map<String, String> environment,
        Terminal terminal,
        Clock clock,
        Patience patience) {

    /** Those of this process. */
    public static Surroundings ofProcess() {
        Map<String, String> environment = System.getenv();
        return new Surroundings(
                System.out,
                System.err,
                System.in,
                environment,
                Terminal.ofProcess(environment),
                Clock.systemDefaultZone(),
                Patience.standard());
    }

    /** An environment variable; empty when it is not set. */
    String variable(String name) {
        return environment.getOrDefault(name, "");
    }
}
