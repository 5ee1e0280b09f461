package io.ionroller.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.ionroller.api.app.Main;
import io.ionroller.api.app.Server;
import io.ionroller.api.app.ServerSettings;
import io.ionroller.api.app.demo.Demo;
import io.ionroller.aws.AwsEndpoint;
import io.ionroller.aws.SeededAccount;
import io.ionroller.aws.cloud.CloudTime;
import io.ionroller.aws.cloud.Inventory;
import io.ionroller.aws.cloud.Pace;
import io.ionroller.aws.cloud.Seeds;
import io.ionroller.engine.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demonstration on EC2 goes as it must against an endpoint, and leaves nothing there. */
final class Ec2DemoTest {

    /** A minute of the cloud passes in half a second. */
    private static final double FAST = 120;

    private static final String KEY = "aws.accessKeyId";
    private static final String SECRET = "aws.secretAccessKey";

    private final AwsEndpoint aws =
            AwsEndpoint.start(new AwsEndpoint.Options(0, CloudTime.scaled(FAST), Pace.USUAL, 1));
    private final SeededAccount account = aws.seed("111111111111", "eu-west-1");

    @TempDir
    Path folder;

    @BeforeEach
    void logIn() {
        System.setProperty(KEY, account.accessKey());
        System.setProperty(SECRET, account.secretKey());
    }

    @AfterEach
    void logOut() {
        System.clearProperty(KEY);
        System.clearProperty(SECRET);
        aws.close();
        assertThat(aws.findings().drift()).isEmpty();
    }

    @Test
    void tellsItsStoryToTheEndAndLeavesNothing() throws IOException {
        var config = ConfigFactory.parseMap(Map.of(
                        "ionroller.ec2.endpoint", aws.endpoint().toString(),
                        "ionroller.ec2.observe-interval", "100ms",
                        "ionroller.ec2.watch-freshness", "200ms"))
                .withFallback(ConfigFactory.load());
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        boolean well;
        try (Server server =
                        Server.start(new ServerSettings("127.0.0.1", 0, folder), UnaryOperator.identity(), config);
                PrintStream out = new PrintStream(written, true, StandardCharsets.UTF_8)) {
            server.awaitReady();
            well = Demo.ec2(out, Json.mapper().valueToTree(account.platformSettings()))
                    .run(server.address(), false);
        }
        String story = written.toString(StandardCharsets.UTF_8);
        assertThat(well).as(story).isTrue();
        assertThat(story)
                .contains("no requests are sent", "2.0 intended 10%, observed 10%")
                .contains("release 3 of 3.0 is rolled-back", "warm rollback to 1.0")
                .contains("request to read-back:", "all instances are gone");
        assertThat(aws.resources())
                .extracting(Inventory.Resource::kind)
                .doesNotContain("instance", "auto-scaling-group", "target-group", "launch-template", "rule");
    }

    @Test
    void makesWhatItNeedsInAnEmptyAccountAndRemovesIt() throws IOException, InterruptedException {
        String key = aws.seed("222222222222", "eu-central-1", Seeds::accessKey);
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "demo",
                "--platform",
                "ec2",
                "--endpoint",
                aws.endpoint().toString());
        Path output = folder.resolve("output.txt");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment()
                .putAll(Map.of(
                        "AWS_ACCESS_KEY_ID", key, "AWS_SECRET_ACCESS_KEY", "secret", "AWS_REGION", "eu-central-1"));
        Process process = builder.start();
        try {
            assertThat(process.waitFor(5, TimeUnit.MINUTES)).as("ended").isTrue();
        } finally {
            process.destroyForcibly();
        }

        String story = Files.readString(output);
        assertThat(process.exitValue()).as(story).isZero();
        assertThat(story)
                .contains("release 3 of 3.0 is rolled-back", "warm rollback to 1.0", "Everything went as it must.")
                .doesNotContain("left behind");
        assertThat(aws.resources())
                .filteredOn(resource -> resource.account().equals("222222222222"))
                .isEmpty();
    }
}
