package io.ionroller.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person reads, compares and edits configurations. */
final class ConfigurationPageTest {

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

    @Test
    void checksAConfigurationWhileItIsTypedAndStoresIt() {
        console.configure("edited", ConsoleUnderTest.CANARY);
        Page page = console.open("/ui/services/edited");
        page.getByText("Edit configuration…").click();
        Locator editor = page.locator("#editor");
        Locator store = page.getByRole(AriaRole.DIALOG)
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Store"));
        assertThat(page.locator(".verdict")).containsText("It can be stored");
        assertThat(store).isDisabled();
        String stored = editor.inputValue();

        editor.fill(stored.replace("\"bake\": \"0s\"", "\"bake\": \"soon\""));
        assertThat(page.locator(".verdict")).containsText("bake");
        assertThat(store).isDisabled();
        editor.fill("{");
        assertThat(page.locator(".verdict")).containsText("JSON");
        editor.fill(stored.replace("\"bake\": \"0s\"", "\"bake\": \"7s\""));
        assertThat(store).isEnabled();
        store.click();

        assertThat(page.getByRole(AriaRole.DIALOG)).hasCount(0);
        assertThat(page.locator(".document")).containsText("\"bake\": \"7s\"");
        assertThat(console.get("/services/edited/config")
                        .at("/configuration/bake")
                        .asText())
                .isEqualTo("7s");
    }

    @Test
    void comparesTwoRevisions() {
        console.configure("compared", ConsoleUnderTest.CANARY);
        console.configure("compared", ConsoleUnderTest.CANARY.replace("1h", "2h"));
        Page page = console.open("/ui/services/compared");
        assertThat(page.locator(".document")).containsText("\"keep_unused_for\": \"2h\"");

        page.getByLabel("compared with").selectOption("1");

        assertThat(page.locator(".diff .removed")).containsText("\"keep_unused_for\": \"1h\"");
        assertThat(page.locator(".diff .added")).containsText("\"keep_unused_for\": \"2h\"");
        assertThat(console.errors()).isEmpty();
    }

    @Test
    void makesANewService() {
        Page page = console.open("/ui/");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("New service…"))
                .click();
        page.getByLabel("Name").fill("fresh");
        page.getByText("Write its configuration").click();
        page.locator("#editor").fill(ConsoleUnderTest.CANARY);
        page.getByRole(AriaRole.DIALOG)
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Store"))
                .click();

        assertThat(page).hasURL(Pattern.compile(".*/ui/services/fresh$"));
        assertThat(page.locator(".sentence")).containsText("Nothing is deployed");
    }
}
