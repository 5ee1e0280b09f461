package io.ionroller.process;

import io.ionroller.api.app.demo.SampleService;
import io.ionroller.engine.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A configuration of the sample service, and its processes on this machine: they are told from those of other tests by a
 * marker in their command line.
 */
public final class SampleSetting {

    /** Instances of each environment. */
    public static final int INSTANCES = 2;

    private final Path marker;
    private int listen;

    public SampleSetting(Path marker) {
        this.marker = marker;
    }

    /** A canary of two weights with a pause and a bake of 1.5 s each, checked every 300 ms, on a free port. */
    public String canary() throws IOException {
        return canary("2m");
    }

    /** The same; a version that is not healthy within the time is taken back. A busy machine starts processes slowly. */
    public String canary(String verifying) throws IOException {
        return canary("1500ms", verifying);
    }

    /** The same with a pause and a bake of that length: longer than a busy machine may stand still before a test acts. */
    public String slowCanary(String pause) throws IOException {
        return canary(pause, "2m");
    }

    private String canary(String pause, String verifying) throws IOException {
        return configuration(
                Map.of("steps", List.of(Map.of("weight", "10%"), Map.of("pause", pause), Map.of("weight", "100%"))),
                pause,
                verifying);
    }

    /** All traffic at once, no bake. */
    public String allAtOnce() throws IOException {
        return configuration("all-at-once", "0s", "2m");
    }

    /** A canary that waits for a person at 30%. */
    public String byHand() throws IOException {
        return configuration(
                Map.of(
                        "steps",
                        List.of(
                                Map.of("weight", "5%"),
                                Map.of("pause", "2s"),
                                Map.of("weight", "30%"),
                                Map.of("pause", "manual"),
                                Map.of("weight", "100%"))),
                "10m",
                "2m");
    }

    private String configuration(Object strategy, String bake, String verifying) throws IOException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx32m",
                "-Dmarker=" + marker,
                "-cp",
                sampleCode(),
                SampleService.class.getName(),
                "{port}",
                "{version}");
        Map<String, Object> platform =
                Map.of("type", "local", "command", command, "instances", INSTANCES, "listen", listen());
        Map<String, Object> health = Map.of("interval", "300ms", "healthy_threshold", 3, "unhealthy_threshold", 3);
        return Json.mapper()
                .valueToTree(Map.of(
                        "platform",
                        platform,
                        "health_check",
                        health,
                        "strategy",
                        strategy,
                        "deadlines",
                        Map.of("verifying", verifying),
                        "bake",
                        bake))
                .toString();
    }

    /** The sample service's living processes. */
    public List<ProcessHandle> instances() {
        return instances("");
    }

    /** Those of one version. */
    public List<ProcessHandle> instances(String version) {
        return ProcessHandle.allProcesses()
                .filter(ProcessHandle::isAlive)
                .filter(process -> process.info()
                        .commandLine()
                        .filter(line -> line.contains(SampleService.class.getName())
                                && line.contains("-Dmarker=" + marker + " ")
                                && line.endsWith(version))
                        .isPresent())
                .toList();
    }

    /** Ends them all. */
    public void endInstances() {
        instances().forEach(ProcessHandle::destroyForcibly);
    }

    private static String sampleCode() {
        try {
            return Path.of(SampleService.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the code source is no path", e);
        }
    }

    /** The port of its router: the same in all configurations. */
    public int listen() throws IOException {
        if (listen == 0) {
            listen = freePort();
        }
        return listen;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
