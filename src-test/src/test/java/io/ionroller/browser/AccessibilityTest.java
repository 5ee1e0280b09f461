package io.ionroller.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** axe-core finds nothing serious on any page, in light and dark, wide and narrow; and nothing is cut off at 380 pixels. */
final class AccessibilityTest {

    private static final String AXE = axe();

    @TempDir
    Path folder;

    @ParameterizedTest(name = "{0}, {1} pixels wide")
    @CsvSource({"LIGHT, 1360", "DARK, 1360", "LIGHT, 380", "DARK, 380"})
    void hasNoSeriousFinding(ColorScheme scheme, int width) throws IOException {
        var options =
                new Browser.NewContextOptions().setViewportSize(width, 900).setColorScheme(scheme);
        try (ConsoleUnderTest console = ConsoleUnderTest.start(folder, options)) {
            console.deploy("hello", ConsoleUnderTest.CANARY, "1.0.0");
            console.release("hello", "6.6.6");
            console.awaitPhase("hello", 2, "rolled-back");
            console.configure("hello", ConsoleUnderTest.CANARY.replace("1h", "2h"));
            console.release("hello", "2.0.0");
            console.awaitPhase("hello", 3, "paused");

            Page fleet = console.open("/ui/");
            assertThat(fleet.locator(".fleet-scroll")).containsText("hello");
            check("fleet", fleet);
            checkService(console.open("/ui/services/hello"));
            Page audit = console.open("/ui/audit");
            audit.locator(".event-message").first().click();
            audit.getByText("Verify").click();
            assertThat(audit.locator(".verification.good")).isVisible();
            check("audit", audit);
            Page past = console.open("/ui/services/hello/past");
            assertThat(past.locator("tbody tr").first()).isVisible();
            check("past", past);
            check("nowhere", console.open("/ui/nowhere"));
            console.disconnect();
            assertThat(audit.locator(".stale")).isVisible();
            check("not connected", audit);
        }
    }

    @Test
    void theSignInPageHasNoSeriousFinding() throws IOException {
        try (ConsoleUnderTest console = ConsoleUnderTest.locked(folder)) {
            check("sign in", console.open("/ui/"));
        }
    }

    private static void checkService(Page page) {
        assertThat(page.locator(".releases tbody tr")).hasCount(3);
        page.getByLabel("compared with").selectOption("1");
        page.locator(".environment button").first().click();
        assertThat(page.locator(".instances li").first()).isVisible();
        check("service", page);
        page.locator(".actions button").getByText("Abort").click();
        assertThat(page.locator(".consequence p").first()).containsText("aborted");
        check("confirmation", page);
        page.keyboard().press("Escape");
        page.getByText("Edit configuration…").click();
        assertThat(page.locator(".verdict")).containsText("It can be stored");
        check("editor", page);
        page.keyboard().press("Escape");
        page.locator(".actions button").getByText("Release…").click();
        page.getByLabel("Version", new Page.GetByLabelOptions().setExact(true)).fill("3.0.0");
        assertThat(page.locator(".plan")).isVisible();
        check("release", page);
    }

    private static void check(String what, Page page) {
        page.evaluate(AXE);
        @SuppressWarnings("unchecked")
        List<Map<String, Object>> findings = (List<Map<String, Object>>)
                page.evaluate(
                        "async () => (await axe.run()).violations"
                                + ".filter(found => ['serious', 'critical'].includes(found.impact))"
                                + ".map(found => ({id: found.id, nodes: found.nodes.map(node => node.html + ' ' + node.failureSummary)}))");
        assertThat(findings).as(what).isEmpty();
        int beyond = (int) page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        assertThat(beyond).as("pixels of '%s' beyond the right edge", what).isZero();
    }

    private static String axe() {
        try (InputStream in = AccessibilityTest.class.getResourceAsStream("/axe.min.js")) {
            return new String(Objects.requireNonNull(in, "axe.min.js").readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
