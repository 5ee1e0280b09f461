package io.ionroller.api.app.demo;

import io.ionroller.api.cli.client.ApiClient;
import io.ionroller.api.cli.client.ClientException;
import io.ionroller.api.cli.client.Patience;
import io.ionroller.api.cli.client.ServerAddress;
import io.ionroller.api.view.ReleaseView;
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

/** The demonstration against a running server: five short chapters, each of which must go as told. */
public final class Demo {

    private static final String SERVICE = "hello";

    private final PrintStream out;

    public Demo(PrintStream out) {
        this.out = out;
    }

    /**
     * Runs the whole story.
     *
     * @param server address of a server that has the {@code local} platform
     * @param keep whether to leave the sample service running
     * @return whether everything went as it must
     */
    public boolean run(URI server, boolean keep) {
        try (ApiClient api = new ApiClient(new ServerAddress(server, "demo"), Patience.standard())) {
            int port = freePort();
            Story story = new Story(api, SERVICE, out);
            try {
                tell(story, port);
            } catch (DemoFailure e) {
                story.dropEverything();
                throw e;
            }
            if (keep) {
                keepRunning(server, port);
            } else {
                story.chapter("Cleaning up");
                story.dropEverything();
                story.say("all instances are gone, each environment after proof that it was drained");
            }
            return true;
        } catch (DemoFailure | ClientException | IOException e) {
            out.printf("%nThe demo failed: %s%n", e.getMessage());
            return false;
        }
    }

    private void tell(Story story, int port) {
        story.chapter("1. A first release of 1.0.0 (nothing is running yet, so no steps)");
        story.configure(configuration(port));
        try (DemoTraffic silence = DemoTraffic.idle()) {
            mustEnd(story.follow(story.release("1.0.0"), silence), "completed");
        }
        try (DemoTraffic traffic = DemoTraffic.on(port)) {
            story.chapter("2. Version 2.0.0 as a canary, under constant traffic");
            mustEnd(story.follow(story.release("2.0.0"), traffic), "completed");
            story.chapter("3. Version " + SampleService.BROKEN + " never becomes healthy and is taken back by itself");
            mustEnd(story.follow(story.release(SampleService.BROKEN), traffic), "rolled-back");
            story.chapter("4. Back to 1.0.0, whose environment is still warm");
            long rollback = story.rollBack();
            mustEnd(story.follow(rollback, traffic), "completed");
            Duration took = story.fromRequestToReadBack(rollback);
            story.say("request to read-back: %d ms", took.toMillis());
            story.say("%d requests were answered, %d failed", traffic.total(), traffic.failed());
            if (traffic.failed() > 0) {
                throw new DemoFailure(traffic.failed() + " requests failed");
            }
        }
        story.chapter("5. The audit log");
        story.audit();
    }

    private static void mustEnd(ReleaseView release, String phase) {
        if (!release.phase().equals(phase)) {
            throw new DemoFailure("release " + release.release() + " of " + release.version() + " ended as "
                    + release.phase() + " instead of " + phase + ": " + release.reason());
        }
    }

    private void keepRunning(URI server, int port) {
        out.printf("%nLeft running (Ctrl-C ends the server; the instances outlive it):%n");
        out.printf("  the service   http://127.0.0.1:%d/%n", port);
        out.printf("  its state     %s/services/%s%n", server, SERVICE);
        out.printf("  the audit log %s/services/%s/events%n", server, SERVICE);
        out.printf("  try           ./ionroller --server %s status %s%n", server, SERVICE);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static String configuration(int port) {
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
        Map<String, Object> strategy = Map.of(
                "steps",
                List.of(
                        Map.of("weight", "10%"),
                        Map.of("pause", "3s"),
                        Map.of("weight", "50%"),
                        Map.of("pause", "3s"),
                        Map.of("weight", "100%")));
        return Json.mapper()
                .valueToTree(Map.of(
                        "platform", platform,
                        "health_check", health,
                        "strategy", strategy,
                        "deadlines", Map.of("verifying", "5s"),
                        "bake", "2s"))
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
