package io.ionroller.cluster;

import io.ionroller.api.app.Main;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Java processes with this one's classes, small, because many of them share few processors. */
final class Jvm {

    private static final String HEAP = System.getProperty("cluster.heap", "256m");

    /** The folder of the product as it is installed; empty to run this process's own classes instead. */
    private static final String INSTALLED = System.getProperty("cluster.installed", "");

    private Jvm() {}

    /**
     * Starts the server: from this process's classes, or as it is installed, with its cache, its options of the JVM, the collector
     * that the JVM chooses, and the options of {@code IONROLLER_JAVA_OPTS}, when that is what is measured.
     *
     * @param options of the JVM
     * @param arguments of the server
     */
    static Process startServer(List<String> prefix, List<String> options, List<String> arguments, Path log)
            throws IOException {
        List<String> command = new ArrayList<>(options);
        if (INSTALLED.isEmpty()) {
            command.add(Main.class.getName());
            command.addAll(arguments);
            return start(prefix, command, log);
        }
        Path library = Path.of(INSTALLED, "lib").toAbsolutePath();
        command.add("@" + library.resolve("server.jvm"));
        command.add("-XX:AOTCache=" + library.resolve("ionroller.aot"));
        Stream.of(Objects.requireNonNullElse(System.getenv("IONROLLER_JAVA_OPTS"), "")
                        .split(" "))
                .filter(option -> !option.isEmpty())
                .forEach(command::add);
        command.addAll(List.of("-Xlog:aot=off", "-Xlog:cds=off"));
        command.addAll(List.of("-jar", library.resolve("ionroller.jar").toString()));
        command.addAll(arguments);
        return run(prefix, command, log);
    }

    /**
     * Starts a process; what it says is appended to the log.
     *
     * @param prefix program that starts it, such as one that enters a network; empty for none
     * @param arguments options of the JVM, then the class and its arguments
     */
    static Process start(List<String> prefix, List<String> arguments, Path log) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                "-Xss512k",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dlogback.configurationFile=logback.xml",
                "-cp",
                System.getProperty("java.class.path")));
        command.addAll(arguments);
        return run(prefix, command, log);
    }

    private static Process run(List<String> prefix, List<String> arguments, Path log) throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + HEAP,
                "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(arguments);
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }
}
