package io.ionroller.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person steers rollouts on the page of a service. */
final class RolloutPageTest {

    @TempDir
    static Path folder;

    private static ConsoleUnderTest console;

    @BeforeAll
    static void start() throws IOException {
        console = ConsoleUnderTest.start(folder);
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

    private static Page deployed(String service) {
        console.deploy(service, ConsoleUnderTest.CANARY, "1.0.0");
        return console.open("/ui/services/" + service);
    }

    @Test
    void followsACanaryFromReleaseToEnd() {
        Page page = deployed("followed");
        button(page, "Release…").click();
        page.getByLabel("Version", new Page.GetByLabelOptions().setExact(true)).fill("2.0.0");
        assertThat(page.getByRole(AriaRole.DIALOG)).containsText("It starts at once, as release 2 in followed-2.");
        page.getByRole(AriaRole.DIALOG)
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Release"))
                .click();

        assertThat(page.getByRole(AriaRole.DIALOG)).hasCount(0);
        assertThat(current(page)).containsText("Wait for a person");
        assertThat(page.locator(".sentence")).containsText("step 2 of 5: waits until somebody promotes it");
        assertThat(environment(page, "followed-2")).containsText("10% observed, 10% intended");
        confirm(page, "Promote");
        assertThat(environment(page, "followed-2")).containsText("50% observed");
        confirm(page, "Promote");

        assertThat(page.locator(".standing")).hasText("2.0.0");
        assertThat(page.locator(".releases tbody tr").first()).containsText("completed");
        assertThat(environment(page, "followed-1")).containsText("kept warm, removed in");
        assertThat(console.errors()).isEmpty();
    }

    @Test
    void pausesResumesAndAborts() {
        Page page = deployed("steered");
        console.release("steered", "2.0.0");
        assertThat(current(page)).containsText("Wait for a person");
        assertThat(button(page, "Pause")).hasAttribute("aria-disabled", "true");

        confirm(page, "Resume");
        assertThat(environment(page, "steered-2")).containsText("50% observed");
        confirm(page, "Abort");

        assertThat(page.locator(".standing")).hasText("1.0.0");
        assertThat(page.locator(".releases tbody tr").first()).containsText("aborted");
        assertThat(environment(page, "steered-1")).containsText("100% observed");
    }

    @Test
    void pausesWhileAnEnvironmentIsMade() {
        console.deploy(
                "slow",
                ConsoleUnderTest.CANARY.replace("\"instances\"", "\"create_delay\": \"2s\", \"instances\""),
                "1.0.0");
        Page page = console.open("/ui/services/slow");
        console.release("slow", "2.0.0");
        assertThat(current(page)).containsText("Create the environment");
        assertThat(current(page)).containsText("must be over in");

        confirm(page, "Pause");

        assertThat(page.locator(".sentence")).containsText("paused by request");
        assertThat(button(page, "Resume")).not().hasAttribute("aria-disabled", "true");
    }

    @Test
    void showsWhyAReleaseWasTakenBack() {
        Page page = deployed("broken");

        console.release("broken", "6.6.6");

        Locator newest = page.locator(".releases tbody tr").first();
        assertThat(newest).containsText("rolled back");
        assertThat(newest.locator(".reason")).containsText("healthy");
        assertThat(page.locator(".event.bad").first()).containsText("was rolled back");
        assertThat(page.locator(".standing")).hasText("1.0.0");
    }

    @Test
    void saysWhyAnActionMakesNoSense() {
        Page page = deployed("calm");

        Locator promote = button(page, "Promote");
        assertThat(promote).hasAttribute("aria-disabled", "true");
        promote.hover();
        assertThat(page.locator("#why-promote")).isVisible();
        assertThat(page.locator("#why-promote")).containsText("No rollout of calm is in flight");
        // The button is not disabled, so that it can be reached by keyboard; Playwright would wait until it makes
        // sense.
        promote.click(new Locator.ClickOptions().setForce(true));

        assertThat(page.getByRole(AriaRole.DIALOG)).hasCount(0);
        assertThat(page.locator(".announcement")).containsText("No rollout of calm is in flight");
    }

    @Test
    void showsARefusalWithItsSentenceAndCode() {
        Page page = deployed("refused");
        console.release("refused", "2.0.0");
        assertThat(current(page)).containsText("Wait for a person");
        button(page, "Promote").first().click();
        assertThat(page.locator(".consequence")).containsText("The pause is skipped");

        console.post("/services/refused/rollout/abort", "{}", "somebody-else");
        console.awaitPhase("refused", 2, "aborted");
        page.getByRole(AriaRole.DIALOG)
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Promote"))
                .click();

        assertThat(page.locator("dialog .problem")).containsText("no-rollout");
        assertThat(console.get("/services/refused/releases/2").at("/phase").asText())
                .isEqualTo("aborted");
    }

    @Test
    void dropsAWarmEnvironmentAfterSayingWhatThatMeans() {
        console.deploy("dropped", ConsoleUnderTest.CANARY, "1.0.0");
        console.release("dropped", "2.0.0");
        console.awaitPhase("dropped", 2, "paused");
        console.post("/services/dropped/rollout/promote", "{\"full\":true}", "ann");
        console.awaitPhase("dropped", 2, "completed");
        Page page = console.open("/ui/services/dropped");

        environment(page, "dropped-1")
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Drop…"))
                .click();
        assertThat(page.locator(".consequence")).containsText("has to make a new environment first");
        page.getByRole(AriaRole.DIALOG)
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Drop"))
                .click();

        assertThat(environment(page, "dropped-1")).hasCount(0);
    }

    private static void confirm(Page page, String action) {
        button(page, action).click();
        Locator dialog = page.getByRole(AriaRole.DIALOG);
        assertThat(dialog.locator(".consequence p").first()).not().containsText("Asking");
        dialog.getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName(action).setExact(true))
                .click();
        assertThat(dialog).hasCount(0);
    }

    private static Locator button(Page page, String name) {
        return page.locator(".actions")
                .getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName(name).setExact(true));
    }

    private static Locator current(Page page) {
        return page.locator(".timeline [aria-current=step]");
    }

    private static Locator environment(Page page, String id) {
        return page.locator(".environment").filter(new Locator.FilterOptions().setHasText(id));
    }
}
