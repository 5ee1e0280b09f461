package io.ionroller.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person searches the audit log. */
final class AuditPageTest {

    @TempDir
    static Path folder;

    private static ConsoleUnderTest console;

    @BeforeAll
    static void start() throws IOException {
        console = ConsoleUnderTest.start(folder);
        console.deploy("cart", ConsoleUnderTest.CANARY, "1.0.0");
        console.deploy("search", ConsoleUnderTest.CANARY, "1.0.0");
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
    void filtersByWhatIsTyped() {
        Page page = console.open("/ui/audit");
        assertThat(events(page).first()).isVisible();

        page.locator("#audit-service").fill("cart");
        page.locator("#audit-type").fill("release-completed");

        assertThat(events(page)).hasCount(1);
        assertThat(events(page)).containsText("Release 1 is completed");
        assertThat(page).hasURL(Pattern.compile(".*service=cart&type=release-completed$"));
        page.reload();
        assertThat(events(page)).hasCount(1);
        page.locator("#audit-type").fill("no-such-type");
        assertThat(page.locator(".problem")).containsText("no-such-type");
        page.getByText("Clear").click();
        assertThat(page.locator(".problem")).hasCount(0);
    }

    @Test
    void filtersByAClickAndOpensAllThatIsStored() {
        Page page = console.open("/ui/audit?type=release-accepted");
        Locator accepted = events(page).filter(new Locator.FilterOptions().setHasText("search"));

        accepted.locator(".event-message").click();
        assertThat(accepted.locator(".json")).containsText("type: \"release-accepted\"");
        accepted.getByTitle("Only user ann").click();

        assertThat(page).hasURL(Pattern.compile(".*user=ann.*"));
        assertThat(events(page)).hasCount(2);
    }

    @Test
    void asksForATimeAndLeavesOutWhatIsLater() {
        Page page = console.open("/ui/audit?to=2020-01-01T00:00:00Z");

        assertThat(page.getByText("No event matches.")).isVisible();
        assertThat(page.getByLabel("Live")).not().isChecked();
    }

    @Test
    void followsTheLogUnlessTold() {
        Page page = console.open("/ui/audit?service=lively");
        Page still = console.open("/ui/audit?service=lively&live=no");
        assertThat(page.getByText("No event matches.")).isVisible();
        assertThat(still.getByText("No event matches.")).isVisible();

        console.configure("lively", ConsoleUnderTest.CANARY);

        assertThat(events(page)).hasCount(1);
        assertThat(events(page)).containsText("Configuration revision 1 was put");
        assertThat(events(still)).hasCount(0);
        still.getByRole(
                        AriaRole.LINK,
                        new Page.GetByRoleOptions().setName("Fleet").setExact(true))
                .click();
        assertThat(still.locator(".fleet-scroll")).containsText("lively");
        assertThat(console.errors()).isEmpty();
    }

    @Test
    void provesTheLogAndNamesWhatDoesNotFit() throws SQLException {
        Page page = console.open("/ui/audit?service=cart");
        verify(page, "Verify cart");
        assertThat(page.locator(".verification.good")).containsText("Intact");
        assertThat(page.locator(".verification")).containsText("of cart");

        change("UPDATE event_journal SET who = 'eve' WHERE service = 'search' AND sequence_nr = 2 AND who = 'ann'");
        try {
            verify(page, "Verify cart");
            assertThat(page.locator(".verification.good")).isVisible();
            page.locator("#audit-service").fill("");
            verify(page, "Verify");
            assertThat(page.locator(".verification.bad li")).hasCount(1);
            assertThat(page.locator(".verification.bad")).containsText("search, event 2 (offset");
        } finally {
            change("UPDATE event_journal SET who = 'ann' WHERE service = 'search' AND sequence_nr = 2");
        }
        assertThat(console.errors()).isEmpty();
    }

    private static void verify(Page page, String text) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(text).setExact(true))
                .click();
    }

    /** Changes the database behind the server's back. */
    private static void change(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("store/journal.db"));
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(sql)).isEqualTo(1);
        }
    }

    @Test
    void storesWhatTheFilterLetsThroughAsAFile() throws IOException {
        Page page = console.open("/ui/audit?service=cart&type=release-accepted");

        Download csv = page.waitForDownload(() -> page.getByText("CSV").click());
        Download lines = page.waitForDownload(() -> page.getByText("NDJSON").click());

        assertThat(csv.suggestedFilename()).isEqualTo("events.csv");
        assertThat(Files.readString(csv.path()).lines())
                .hasSize(2)
                .last()
                .satisfies(row -> assertThat(row).contains(",cart,", "release-accepted"));
        assertThat(lines.suggestedFilename()).isEqualTo("events.ndjson");
        assertThat(Files.readString(lines.path()).lines()).hasSize(1);
    }

    @Test
    void findsATextAndWhatIsAboutAnEnvironment() {
        Page page = console.open("/ui/audit");
        page.locator("#audit-text").fill("RELEASE-COMPLETED");
        assertThat(events(page)).hasCount(2);
        assertThat(page.getByLabel("Live")).not().isChecked();
        page.locator("#audit-environment").fill("cart-1");
        assertThat(events(page)).hasCount(1);
        page.locator("#audit-text").fill("");
        assertThat(events(page).nth(1)).isVisible();
        assertThat(page.getByLabel("Live")).isChecked();
    }

    private static Locator events(Page page) {
        return page.locator(".event");
    }
}
