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

final class FleetPageTest {

    @TempDir
    static Path folder;

    private static ConsoleUnderTest console;

    @BeforeAll
    static void start() throws IOException {
        console = ConsoleUnderTest.start(folder);
        for (String service : new String[] {"cart", "payments", "search"}) {
            console.deploy(service, ConsoleUnderTest.CANARY, "1.0.0");
        }
        console.release("payments", "2.0.0");
        console.awaitPhase("payments", 2, "paused");
        console.release("search", "6.6.6");
        console.awaitPhase("search", 2, "rolled-back");
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
    void showsHowEveryServiceStands() {
        Page page = console.open("/");

        assertThat(page).hasURL(Pattern.compile(".*/ui/$"));
        assertThat(rows(page)).hasCount(3);
        assertThat(row(page, "cart")).containsText("1.0.0");
        assertThat(row(page, "cart")).containsText("2/2");
        assertThat(row(page, "payments")).containsText("2.0.0 paused at 10%, step 2 of 5");
        assertThat(row(page, "payments")).containsText("ann");
        assertThat(row(page, "payments").getByLabel("Traffic: 1.0.0 90% · 2.0.0 10%"))
                .isVisible();
        assertThat(row(page, "search")).containsText("6.6.6 rolled back");
        assertThat(console.errors()).isEmpty();
    }

    @Test
    void keepsSearchFilterAndOrderInTheAddress() {
        Page page = console.open("/ui/?q=2.0");
        assertThat(rows(page)).hasCount(1);

        page.getByLabel("Search services").fill("");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Waiting"))
                .click();
        assertThat(page).hasURL(Pattern.compile(".*[?]show=waiting$"));
        assertThat(rows(page)).hasCount(1);

        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("All"))
                .click();
        page.locator(".sort").first().click();
        assertThat(page).hasURL(Pattern.compile(".*[?]sort=-name$"));
        assertThat(rows(page).first()).containsText("search");
        page.reload();
        assertThat(rows(page).first()).containsText("search");
    }

    @Test
    void goesByKeyboardFromTheSearchToAServiceAndBack() {
        Page page = console.open("/ui/");
        assertThat(rows(page)).hasCount(3);

        page.keyboard().press("/");
        assertThat(page.getByLabel("Search services")).isFocused();
        page.keyboard().press("ArrowDown");
        assertThat(link(page, "cart")).isFocused();
        page.keyboard().press("ArrowDown");
        assertThat(link(page, "payments")).isFocused();
        page.keyboard().press("End");
        assertThat(link(page, "search")).isFocused();
        page.keyboard().press("ArrowUp");
        page.keyboard().press("Enter");

        assertThat(page).hasURL(Pattern.compile(".*/ui/services/payments$"));
        assertThat(page).hasTitle("payments · ION-Roller");
        page.keyboard().press("g");
        page.keyboard().press("f");
        assertThat(page).hasURL(Pattern.compile(".*/ui/$"));
        page.keyboard().press("?");
        assertThat(page.getByRole(AriaRole.DIALOG)).containsText("Keyboard");
    }

    @Test
    void showsAChangeWithoutBeingAsked() {
        Page page = console.open("/ui/");
        assertThat(rows(page)).hasCount(3);

        console.configure("late", ConsoleUnderTest.CANARY);

        assertThat(row(page, "late")).containsText("no traffic");
        console.release("late", "1.0.0");
        assertThat(row(page, "late")).containsText("1.0.0");
        console.post("/services/late/drop", "{\"version\":\"1.0.0\",\"force\":true}", "ann");
        console.configure("late", ConsoleUnderTest.CANARY.replace("1h", "2h"));
        assertThat(row(page, "late")).not().containsText("1.0.0");
    }

    @Test
    void remembersColoursZoneAndName() {
        Page page = console.open("/ui/");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Dark colours"))
                .click();
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Local"))
                .click();
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("anonymous"))
                .click();
        page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill("mia");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Keep"))
                .click();
        page.reload();

        assertThat(page.locator("html")).hasAttribute("data-theme", "dark");
        assertThat(page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("UTC")))
                .isVisible();
        assertThat(page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("mia")))
                .isVisible();
        page.evaluate("localStorage.clear()");
    }

    private static Locator rows(Page page) {
        return page.locator(".fleet-scroll .fleet-row").filter(new Locator.FilterOptions().setHasNotText("late"));
    }

    private static Locator row(Page page, String service) {
        return page.locator(".fleet-scroll .fleet-row").filter(new Locator.FilterOptions().setHas(link(page, service)));
    }

    private static Locator link(Page page, String service) {
        return page.getByRole(
                AriaRole.LINK, new Page.GetByRoleOptions().setName(service).setExact(true));
    }
}
