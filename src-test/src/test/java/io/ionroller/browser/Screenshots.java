package io.ionroller.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.ionroller.process.SampleSetting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Takes the pictures of {@code docs/images}: a fleet in all states, and a canary of real processes under real traffic. */
public final class Screenshots {

    private static final List<String> CALM = List.of(
            "catalogue",
            "images",
            "ledger",
            "mail",
            "notifications",
            "pricing",
            "sessions",
            "shipping",
            "stock",
            "tax");
    private static final Duration TRAFFIC = Duration.ofSeconds(30);
    private static final Duration BETWEEN_REQUESTS = Duration.ofMillis(15);

    private final Path images;
    private final Path data;
    private final SampleSetting sample;

    private Screenshots(Path images, Path data) {
        this.images = images;
        this.data = data;
        this.sample = new SampleSetting(data);
    }

    /**
     * Runs in the top folder of a source tree.
     *
     * @param arguments the folder of the pictures
     */
    public static void main(String[] arguments) throws IOException {
        Path images = Path.of(arguments.length > 0 ? arguments[0] : "docs/images");
        Files.createDirectories(images);
        int code = 1;
        try {
            new Screenshots(images, Files.createTempDirectory("ionroller-pictures-")).take();
            code = 0;
        } catch (RuntimeException | AssertionError e) {
            e.printStackTrace();
        }
        System.exit(code);
    }

    private void take() throws IOException {
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            String suffix = scheme == ColorScheme.LIGHT ? "light" : "dark";
            Path folder = data.resolve(suffix);
            try (ConsoleUnderTest console = ConsoleUnderTest.start(folder, options(scheme, 1280, 800))) {
                populate(console);
                Page service = console.open("/ui/services/checkout");
                service.setViewportSize(1280, 1130);
                Thread traffic = Thread.ofVirtual().start(this::sendTraffic);
                service.waitForTimeout(TRAFFIC.toMillis());
                picture(console.open("/ui/"), "fleet-" + suffix);
                picture(service, "service-" + suffix);
                picture(console.open("/ui/audit?service=checkout"), "audit-" + suffix);
                Page narrow = console.open("/ui/services/checkout");
                narrow.setViewportSize(380, 800);
                picture(narrow, "narrow-" + suffix);
                service.locator(".actions button").getByText("Roll back").click();
                service.locator(".consequence b").waitFor();
                picture(service, "rollback-" + suffix);
                traffic.interrupt();
            } finally {
                sample.endInstances();
            }
        }
    }

    private static Browser.NewContextOptions options(ColorScheme scheme, int width, int height) {
        return new Browser.NewContextOptions().setViewportSize(width, height).setColorScheme(scheme);
    }

    private void populate(ConsoleUnderTest console) throws IOException {
        String canary = ConsoleUnderTest.CANARY.replace("\"instances\": 2", "\"instances\": 3");
        for (String service : CALM) {
            console.deploy(service, canary, "4.11.0");
        }
        for (String service : List.of("billing", "cart", "identity", "payments", "search")) {
            console.deploy(service, canary, "1.8.2");
            console.release(service, service.equals("billing") ? "6.6.6" : "1.9.0");
        }
        console.awaitPhase("billing", 2, "rolled-back");
        console.awaitPhase("search", 2, "paused");
        console.post("/services/search/rollout/promote", "{}", "joe");
        console.deploy("checkout", sample.allAtOnce(), "1.0.0");
        console.configure("checkout", sample.byHand());
        console.post("/services/checkout/release", "{\"version\":\"2.0.0\"}", "mia");
        console.awaitPhase("checkout", 2, "paused");
    }

    /** Until it is interrupted. */
    private void sendTraffic() {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + sample.listen() + "/"))
                    .build();
            while (true) {
                client.send(request, BodyHandlers.discarding());
                Thread.sleep(BETWEEN_REQUESTS);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    private void picture(Page page, String name) {
        page.waitForTimeout(1_500);
        page.screenshot(new Page.ScreenshotOptions().setPath(images.resolve("console-" + name + ".png")));
    }
}
