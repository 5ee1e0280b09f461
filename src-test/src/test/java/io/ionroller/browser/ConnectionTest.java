package io.ionroller.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the page does when the engine cannot be reached for a while. */
final class ConnectionTest {

    @TempDir
    Path folder;

    @Test
    void saysThatItIsStaleAndMissesNoEventAfterwards() throws IOException {
        try (ConsoleUnderTest console = ConsoleUnderTest.start(folder)) {
            console.deploy("hello", ConsoleUnderTest.CANARY, "1.0.0");
            Page page = console.open("/ui/audit");
            assertThat(page.locator(".status")).hasText("Live");
            assertThat(page.locator(".event").first()).containsText("completed");

            console.disconnect();
            assertThat(page.locator(".status")).hasText("Not connected");
            assertThat(page.locator(".stale")).containsText("does not answer");
            console.release("hello", "2.0.0");
            console.awaitPhase("hello", 2, "paused");
            console.reconnect();

            assertThat(page.locator(".status")).hasText("Live");
            assertThat(page.locator(".stale")).hasCount(0);
            int stored = console.get("/services/hello/events?limit=1000")
                    .at("/events")
                    .size();
            assertThat(page.locator(".event")).hasCount(stored);
            List<String> messages = page.locator(".event-message").allTextContents();
            assertThat(messages).anyMatch(message -> message.contains("Release 2 was accepted"));
            assertThat(console.errors()).isEmpty();
        }
    }

    @Test
    void showsTheServiceAsItIsAfterAnOutage() throws IOException {
        try (ConsoleUnderTest console = ConsoleUnderTest.start(folder)) {
            console.deploy("hello", ConsoleUnderTest.CANARY, "1.0.0");
            Page page = console.open("/ui/services/hello");
            Locator standing = page.locator(".standing");
            assertThat(standing).hasText("1.0.0");

            console.disconnect();
            assertThat(page.locator(".status")).hasText("Not connected");
            console.release("hello", "2.0.0");
            console.awaitPhase("hello", 2, "paused");
            assertThat(standing).hasText("1.0.0");
            console.reconnect();

            assertThat(standing).containsText("2.0.0");
            assertThat(standing).containsText("paused");
        }
    }
}
