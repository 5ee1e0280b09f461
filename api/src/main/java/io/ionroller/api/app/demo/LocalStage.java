package io.ionroller.api.app.demo;

import io.ionroller.engine.json.Json;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** This machine: the sample service as processes behind the built-in router. */
final class LocalStage implements Stage {

    private final int port = freePort();

    @Override
    public String first() {
        return "1.0.0";
    }

    @Override
    public String second() {
        return "2.0.0";
    }

    @Override
    public String broken() {
        return SampleService.BROKEN;
    }

    @Override
    public String brokenTitle() {
        return "Version " + broken() + " never becomes healthy and is taken back by itself";
    }

    @Override
    public String introduction() {
        return "instances are processes on this machine, behind the built-in router on port " + port;
    }

    @Override
    public DemoTraffic traffic() {
        return DemoTraffic.on(port);
    }

    @Override
    public Duration longestChapter() {
        return Duration.ofSeconds(40);
    }

    @Override
    public void sayLeft(PrintStream out, URI server, String service) {
        out.printf("%nLeft running (Ctrl-C ends the server; the instances outlive it):%n");
        out.printf("  the service   http://127.0.0.1:%d/%n", port);
        Stage.sayHowToLook(out, server, service);
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new DemoFailure("there is no free port: " + e.getMessage());
        }
    }

    @Override
    public String configuration() {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-Xmx64m",
                "-cp",
                ownCode(),
                SampleService.class.getName(),
                "{port}",
                "{version}");
        Map<String, Object> platform = Map.of("type", "local", "command", command, "instances", 2, "listen", port);
        Map<String, Object> health =
                Map.of("path", "/health", "interval", "200ms", "healthy_threshold", 2, "unhealthy_threshold", 3);
        return Json.mapper()
                .valueToTree(Map.of(
                        "platform",
                        platform,
                        "health_check",
                        health,
                        "strategy",
                        Demo.CANARY,
                        "deadlines",
                        Map.of("verifying", "5s"),
                        "bake",
                        "2s"))
                .toString();
    }

    /** Where the classes of this module are: a jar, or a folder when run from the sources. */
    private static String ownCode() {
        try {
            return Path.of(SampleService.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (java.net.URISyntaxException e) {
            throw new IllegalStateException("the code source is no path", e);
        }
    }
}
