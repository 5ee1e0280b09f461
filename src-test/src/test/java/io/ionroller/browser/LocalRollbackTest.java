package io.ionroller.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.ionroller.process.SampleSetting;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes on this machine: the way back, what they wrote, and their traffic as a chart. */
final class LocalRollbackTest {

    /** How much later than in the journal the end may be on the page. */
    private static final Duration SHOWN_WITHIN = Duration.ofSeconds(1);

    @TempDir
    Path folder;

    private SampleSetting sample;
    private ConsoleUnderTest console;

    @BeforeEach
    void start() throws IOException {
        sample = new SampleSetting(folder);
        console = ConsoleUnderTest.start(folder.resolve("data"));
        console.deploy("hello", sample.allAtOnce(), "1.0.0");
    }

    @AfterEach
    void stop() {
        if (console != null) {
            console.close();
            sample.endInstances();
        }
    }

    @Test
    void rollsBackByTwoClicksAndShowsItAtOnce() {
        console.release("hello", "2.0.0");
        console.awaitPhase("hello", 2, "completed");
        Page page = console.open("/ui/services/hello");
        assertThat(page.locator(".standing")).hasText("2.0.0");

        page.getByLabel("Roll back to 1.0.0, warm").click();
        assertThat(page.locator(".consequence")).containsText("Moves 100% of the traffic away from 2.0.0");
        page.getByRole(AriaRole.DIALOG)
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Roll back"))
                .click();
        double shown =
                (double) page.waitForFunction("() => document.querySelector('.standing').textContent.trim() === '1.0.0'"
                                + " && document.querySelector('.releases tbody tr').textContent.includes('completed')"
                                + " && Date.now() + 0.5")
                        .jsonValue();

        JsonNode end = console.get("/events?service=hello&release=3&type=release-completed")
                .at("/events/0");
        Duration later =
                Duration.between(Instant.parse(end.at("/timestamp").asText()), Instant.ofEpochMilli((long) shown));
        assertThat(later).isLessThan(SHOWN_WITHIN);
    }

    @Test
    void showsInstancesWhatTheyWroteAndTheirTraffic() throws IOException, InterruptedException {
        Page page = console.open("/ui/services/hello");
        Locator environment = page.locator(".environment");

        environment
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Instances"))
                .click();
        assertThat(environment.locator(".instances li")).hasCount(SampleSetting.INSTANCES);
        environment
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Output"))
                .first()
                .click();
        assertThat(page.locator(".output")).hasText("It has written nothing.");
        page.keyboard().press("Escape");

        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + sample.listen() + "/"))
                    .build();
            for (int i = 0; i < 20; i++) {
                client.send(request, BodyHandlers.discarding());
            }
        }
        assertThat(environment).containsText("20 in all");
        assertThat(page.locator("#plot-requests canvas")).isVisible();
        assertThat(page.locator("#plot-errors canvas")).isVisible();
        assertThat(console.errors()).isEmpty();
    }
}
