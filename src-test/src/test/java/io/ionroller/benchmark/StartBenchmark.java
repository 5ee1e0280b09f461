package io.ionroller.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Time from the launcher to the line that says that the server is ready, each time on a new data folder. */
public final class StartBenchmark {

    private static final int RUNS = 7;

    private StartBenchmark() {}

    /** Runs it in the top folder of a built source tree. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        start();
        double[] millis = new double[RUNS];
        for (int run = 0; run < RUNS; run++) {
            millis[run] = start();
        }
        System.out.println("server start to ready: " + new Figures(millis));
    }

    private static double start() throws IOException, InterruptedException {
        Path data = Files.createTempDirectory("ionroller-start-");
        long began = System.nanoTime();
        Process server = new ProcessBuilder("./ionroller", "server", "--port", "0", "--data", data.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader out = server.inputReader(StandardCharsets.UTF_8)) {
            String line = out.readLine();
            if (line == null || !line.contains("is ready")) {
                throw new IllegalStateException("the server did not start: " + line);
            }
            return (System.nanoTime() - began) / 1e6;
        } finally {
            server.destroy();
            if (!server.waitFor(30, TimeUnit.SECONDS)) {
                server.destroyForcibly();
            }
        }
    }
}
