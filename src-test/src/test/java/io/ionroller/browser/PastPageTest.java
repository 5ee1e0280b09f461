package io.ionroller.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person looks at how a service stood. */
final class PastPageTest {

    @TempDir
    static Path folder;

    private static ConsoleUnderTest console;

    @BeforeAll
    static void start() throws IOException {
        console = ConsoleUnderTest.start(folder);
        console.deploy("cart", ConsoleUnderTest.CANARY, "1.0.0");
        console.release("cart", "2.0.0");
        console.awaitPhase("cart", 2, "paused");
    }

    @AfterEach
    void closePages() {
        console.closePages();
    }

    @AfterAll
    static void stop() {
        if (console != null) {
            console.close();
        }
    }

    @Test
    void goesFromEventToEvent() {
        JsonNode accepted = console.get("/services/cart/events?type=release-accepted&limit=1")
                .at("/events/0");
        Page page = console.open(
                "/ui/services/cart/past?at=" + accepted.path("timestamp").asText());
        Locator environments = page.locator("section[aria-labelledby=past-environments]");

        page.getByLabel("The event before").click();
        assertThat(page.locator("aside .event-message")).containsText("Release 1 is completed");
        assertThat(environments.locator("tbody tr")).hasCount(1);
        assertThat(environments).containsText("1.0.0");
        assertThat(page.getByText("None in flight.")).isVisible();

        page.getByLabel("The event after").click();
        assertThat(environments.locator("tbody tr")).hasCount(2);
        assertThat(environments).containsText("2.0.0");
        assertThat(page.locator("section[aria-labelledby=past-rollout]")).containsText("Release 2 of 2.0.0");
        assertThat(page).hasURL(Pattern.compile(".*/past\\?at=.*"));
        assertThat(console.errors()).isEmpty();
    }

    @Test
    void slidesFromTheFirstEventToNow() {
        Page page = console.open("/ui/services/cart");
        page.getByText("As it was…").click();
        assertThat(page.locator("h1")).hasText("cart, as it was");
        assertThat(page.locator("section[aria-labelledby=past-rollout]")).containsText("paused");

        page.locator("input[type=range]").fill("0");
        assertThat(page.locator("aside .event-message")).containsText("Configuration revision 1 was put");
        assertThat(page.getByText("None existed.")).isVisible();

        page.getByText("Now", new Page.GetByTextOptions().setExact(true)).click();
        assertThat(page.locator("section[aria-labelledby=past-rollout]")).containsText("paused");
    }

    @Test
    void opensFromTheAuditLogAndSaysWhenThereWasNothing() {
        Page page = console.open("/ui/audit?service=cart&type=release-completed");
        page.getByText("then", new Page.GetByTextOptions().setExact(true)).click();
        assertThat(page.locator("aside .event-message")).containsText("Release 1 is completed");

        page.locator("#past-at").fill("2020-01-01T00:00:01");
        page.locator("#past-at").dispatchEvent("change");
        assertThat(page.locator(".problem")).containsText("service-not-found");
    }
}
