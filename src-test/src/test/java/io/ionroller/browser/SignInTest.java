package io.ionroller.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.ionroller.security.TestIssuer;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The console of an engine that wants to know who asks. */
final class SignInTest {

    @TempDir
    Path folder;

    @Test
    void signsInSeesWhatItMayAndSignsOut() throws IOException {
        try (ConsoleUnderTest console = ConsoleUnderTest.locked(folder)) {
            console.deploy("shop-cart", ConsoleUnderTest.CANARY, "1.0.0");
            console.deploy("blog", ConsoleUnderTest.CANARY, "1.0.0");
            console.release("shop-cart", "2.0.0");
            console.awaitPhase("shop-cart", 2, "paused");
            JsonNode dora = console.token("dora", "deployer", "shop-*");

            Page page = console.open("/ui/services/shop-cart");
            assertThat(page.locator("h1")).hasText("Sign in");
            signIn(page, "ionr_nonsense");
            assertThat(page.locator(".problem")).containsText("credential-");
            signIn(page, dora.path("secret").asText());

            assertThat(page.locator("h1")).hasText("shop-cart");
            assertThat(page.locator(".who")).hasText("token:dora");
            Locator promote =
                    page.locator(".actions button").getByText("Promote", new Locator.GetByTextOptions().setExact(true));
            assertThat(promote).hasAttribute("aria-disabled", "true");
            assertThat(page.locator("#why-promote")).containsText("lack the permission 'promote'");
            assertThat(page.getByText("Edit configuration…")).hasCount(0);
            page.locator(".actions button").getByText("Abort").click();
            page.locator("dialog button.danger").click();
            console.awaitPhase("shop-cart", 2, "aborted");
            assertThat(console.get("/services/shop-cart/events?user=token:dora").at("/events"))
                    .isNotEmpty();

            page.getByLabel("Pages").getByText("Fleet").click();
            assertThat(page.locator(".fleet-scroll")).containsText("shop-cart");
            assertThat(page.locator(".fleet-scroll")).not().containsText("blog");
            page.getByLabel("Pages").getByText("Audit").click();
            page.locator(".audit-proof button").dispatchEvent("click");
            assertThat(page.locator(".announcement.bad")).containsText("lack the permission 'audit'");
            page.locator(".top .who").click();
            assertThat(page.locator("dialog .roles")).containsText("deployer on shop-*");
            page.locator("dialog button.danger").click();
            assertThat(page.locator("h1")).hasText("Sign in");
            assertThat(console.errors()).isEmpty();
        }
    }

    @Test
    void asksAgainWhenTheTokenIsRevoked() throws IOException {
        try (ConsoleUnderTest console = ConsoleUnderTest.locked(folder)) {
            JsonNode made = console.token("eve", "viewer", "*");
            Page page = console.open("/ui/audit");
            signIn(page, made.path("secret").asText());
            assertThat(page.locator(".status")).hasText("Live");

            console.revoke(made.at("/token/id").asText());

            assertThat(page.locator("h1")).hasText("Sign in");
            assertThat(page.locator(".problem")).containsText("credential-revoked");
            assertThat(console.errors()).isEmpty();
        }
    }

    @Test
    void signsInAtTheProviderAndComesBackToThePage() throws Exception {
        try (TestIssuer issuer = new TestIssuer();
                ConsoleUnderTest console =
                        ConsoleUnderTest.locked(folder, """
                        ionroller.access {
                          oidc { issuer = "%s", audience = "ionroller", client-id = "%s" }
                          bindings = [{subject = "oidc:ann", role = viewer, services = "*"}]
                        }""".formatted(issuer.issuer(), TestIssuer.CLIENT))) {
            issuer.letIn(null);
            Page page = console.open("/ui/audit");
            page.getByText("Sign in with 127.0.0.1").click();
            assertThat(page.locator(".problem")).containsText("did not let you in");

            issuer.letIn("ann");
            page.navigate(console.address() + "/ui/audit");
            page.getByText("Sign in with 127.0.0.1").click();
            assertThat(page.locator("h1")).hasText("Audit");
            assertThat(page.locator(".top .who")).hasText("oidc:ann");
            assertThat(page.locator(".status")).hasText("Live");
            assertThat(console.errors()).isEmpty();
        }
    }

    private static void signIn(Page page, String token) {
        page.getByLabel("Token").fill(token);
        page.locator(".sign-in button").click();
    }
}
