package io.ionroller.api.cli;

import io.ionroller.api.cli.follow.LiveDisplay.Size;
import java.io.Console;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Where the output goes.
 *
 * @param interactive whether somebody looks at it in a terminal that can redraw
 * @param unicode whether signs outside ASCII can be shown
 * @param size of the terminal, asked each time
 */
public record Terminal(boolean interactive, boolean unicode, Supplier<Size> size) {

    private static final Size STANDARD = new Size(24, 80);
    private static final long SIZE_LASTS_NANOS = TimeUnit.SECONDS.toNanos(2);

    /** No terminal: a file, a pipe, continuous integration. */
    public static Terminal none() {
        return new Terminal(false, true, () -> STANDARD);
    }

    /** The terminal of this process. */
    static Terminal ofProcess(Map<String, String> environment) {
        Console console = System.console();
        boolean interactive =
                console != null && console.isTerminal() && !"dumb".equals(environment.getOrDefault("TERM", "dumb"));
        return new Terminal(interactive, System.out.charset().newEncoder().canEncode('✔'), new AskedSize(environment));
    }

    /** Asks {@code stty}, which every Unix has; the answer is kept for a moment. One thread. */
    private static final class AskedSize implements Supplier<Size> {

        private final Map<String, String> environment;
        private Size last = STANDARD;
        private long askedAt;
        private boolean asked;

        AskedSize(Map<String, String> environment) {
            this.environment = environment;
        }

        @Override
        public Size get() {
            if (!asked || System.nanoTime() - askedAt > SIZE_LASTS_NANOS) {
                asked = true;
                askedAt = System.nanoTime();
                last = ask();
            }
            return last;
        }

        private Size ask() {
            try {
                Process stty = new ProcessBuilder("stty", "size")
                        .redirectInput(new File("/dev/tty"))
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
                String answer = new String(stty.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                if (stty.waitFor(1, TimeUnit.SECONDS) && answer.matches("[1-9]\\d* [1-9]\\d*\\s*")) {
                    String[] numbers = answer.strip().split(" ", 2);
                    return new Size(Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1]));
                }
            } catch (IOException e) {
                // no stty or no terminal: the environment may know
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return new Size(number("LINES", STANDARD.rows()), number("COLUMNS", STANDARD.columns()));
        }

        private int number(String name, int otherwise) {
            String text = environment.getOrDefault(name, "");
            return text.matches("[1-9]\\d{0,4}") ? Integer.parseInt(text) : otherwise;
        }
    }
}
