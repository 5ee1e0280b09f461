package io.ionroller.api.app;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import io.ionroller.api.access.AccessSettings;
import io.ionroller.api.app.demo.Demo;
import io.ionroller.deploy.ec2.gate.GateSettings;
import io.ionroller.deploy.ec2.sample.SamplePlace;
import io.ionroller.engine.json.Json;
import io.ionroller.engine.platform.PlatformException;
import io.ionroller.persistence.StoreException;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ionroller demo}: a server with a temporary data folder, and the demonstration against it. */
@Command(
        name = "demo",
        description = "Shows real releases, end to end: on this machine in under a minute, or on EC2.",
        footer = {
            "",
            "On EC2, with an emulator of AWS as --endpoint, it makes a network, a balancer and images itself, and removes",
            "them at the end. Against AWS it needs a settings file: the \"platform\" object of a configuration",
            "(docs/aws-settings.md), whose image has the tags 1.0 and 2.0 and not 3.0; it starts real instances, which cost",
            "money, and removes them at the end. Region and credentials come from AWS's standard settings (AWS_REGION,",
            "AWS_ACCESS_KEY_ID, ...).",
            "",
            "Exits 0 if everything went as it must."
        })
final class DemoCommand implements Callable<Integer> {

    private final PrintStream out;

    @Option(names = "--keep", description = "Leave everything running and print where.")
    private boolean keep;

    @Option(names = "--platform", paramLabel = "NAME", description = "local or ec2 (local).")
    private String platform = "local";

    @Option(
            names = "--endpoint",
            paramLabel = "URL",
            description = "Where AWS's API answers instead of AWS, such as an emulator on http://127.0.0.1:4566.")
    private @Nullable URI endpoint;

    @Option(names = "--settings", paramLabel = "FILE", description = "The platform's settings on ec2, JSON.")
    private @Nullable Path settings;

    DemoCommand(PrintStream out) {
        this.out = out;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        // The story is told on the output; the log would only interrupt it. Read by logback.xml when the first logger
        // is made.
        if (System.getenv("IONROLLER_LOG_LEVEL") == null) {
            System.setProperty("IONROLLER_LOG_LEVEL", "ERROR");
        }
        Path data = Files.createTempDirectory("ionroller-demo-");
        boolean well;
        try {
            well = platform.equals("ec2") ? onEc2(data) : run(demo(), data);
        } catch (StoreException | IOException | IllegalArgumentException | ConfigException | PlatformException e) {
            out.println("The demo cannot start: " + e.getMessage());
            return 1;
        }
        if (well) {
            Folders.delete(data);
            out.println();
            out.println("Everything went as it must.");
            return 0;
        }
        out.println("What there is to see is kept in " + data);
        return 1;
    }

    private Demo demo() {
        if (!platform.equals("local")) {
            throw new IllegalArgumentException("--platform: got \"" + platform + "\", wanted local or ec2");
        }
        return Demo.local(out);
    }

    private boolean onEc2(Path data) throws IOException, InterruptedException {
        Path file = settings;
        if (file != null) {
            return run(Demo.ec2(out, Json.mapper().readTree(file.toFile())), data);
        }
        if (!emulated()) {
            throw new IllegalArgumentException("--platform ec2 needs --endpoint URL of an emulator of AWS (or"
                    + " AWS_ENDPOINT_URL), or else --settings FILE with the \"platform\" object of a configuration");
        }
        SamplePlace place = SamplePlace.make(
                Optional.ofNullable(endpoint), GateSettings.from(config().getConfig("ionroller.ec2.gate")));
        try {
            return run(Demo.ec2(out, Json.mapper().valueToTree(place.settings())), data);
        } finally {
            if (!keep) {
                place.close().forEach(left -> out.println("left behind: " + left));
            }
        }
    }

    private boolean run(Demo demo, Path data) throws IOException, InterruptedException {
        try (Server server =
                Server.start(new ServerSettings("127.0.0.1", 0, data), UnaryOperator.identity(), config())) {
            server.awaitReady();
            out.println("A server is ready at " + server.address() + ", its data is in " + data);
            boolean well = demo.run(server.address(), keep);
            if (well && keep) {
                awaitEnd(server);
            }
            return well;
        }
    }

    /** An emulator has no rates that looks could use up, and its instances are there in a moment. */
    private Config config() {
        Config standard = AccessSettings.off();
        if (!emulated()) {
            return standard;
        }
        Map<String, Object> emulator = new HashMap<>(Map.of("ionroller.ec2.observe-interval", "1s"));
        if (endpoint != null) {
            emulator.put("ionroller.ec2.endpoint", endpoint.toString());
        }
        return ConfigFactory.parseMap(emulator).withFallback(standard);
    }

    private boolean emulated() {
        return endpoint != null || System.getenv("AWS_ENDPOINT_URL") != null;
    }

    private static void awaitEnd(Server server) throws InterruptedException {
        server.closeWithProcess(() -> {});
        new CountDownLatch(1).await();
    }
}
