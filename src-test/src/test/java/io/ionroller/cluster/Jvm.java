package io.ionroller.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Java processes with this one's classes, small, because many of them share few processors. */
final class Jvm {

    private static final String HEAP = System.getProperty("cluster.heap", "256m");

    private Jvm() {}

    /**
     * Starts a process; what it says is appended to the log.
     *
     * @param prefix program that starts it, such as one that enters a network; empty for none
     * @param arguments options of the JVM, then the class and its arguments
     */
    static Process start(List<String> prefix, List<String> arguments, Path log) throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + HEAP,
                "-Xss512k",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dlogback.configurationFile=logback.xml",
                "-cp",
                System.getProperty("java.class.path")));
        command.addAll(arguments);
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }
}
