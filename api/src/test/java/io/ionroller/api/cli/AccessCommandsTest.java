package io.ionroller.api.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ionroller.api.view.BindingView;
import io.ionroller.api.view.BindingsView;
import io.ionroller.api.view.NewTokenView;
import io.ionroller.api.view.ServicePage;
import io.ionroller.api.view.SessionView;
import io.ionroller.api.view.TokenView;
import io.ionroller.api.view.TokensView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tokens and roles from the command line, and where it takes its own token from. */
@Timeout(30)
final class AccessCommandsTest {

    private static final TokenView TOKEN =
            new TokenView("Zk3", "ci", "deployer", "shop-*", "valid", "token:root", Views.NOON, null, null, Views.NOON);

    private final TinyServer server;

    AccessCommandsTest() throws IOException {
        server = new TinyServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void printsANewTokenAlone() {
        server.answer("POST /access/tokens", 201, new NewTokenView(TOKEN, "ionr_secret"));
        Run run = Run.of(
                server, "token", "create", "ci", "--role", "deployer", "--services", "shop-*", "--expires", "90d");

        assertThat(run.out()).isEqualTo("ionr_secret\n");
        assertThat(run.err()).contains("not shown again", "ionroller token revoke Zk3");
        assertThat(server.requests().getFirst().body())
                .contains("\"name\":\"ci\"", "\"role\":\"deployer\"", "\"services\":\"shop-*\"")
                .contains(Views.NOON.plus(Duration.ofDays(90)).toString());
    }

    @Test
    void listsAndRevokesTokens() {
        server.answer("GET /access/tokens", 200, new TokensView(List.of(TOKEN)));
        server.answer("DELETE /access/tokens/Zk3", 200, TOKEN);

        assertThat(Run.of(server, "token", "list").out()).contains("Zk3", "deployer", "shop-*", "valid", "never");
        assertThat(Run.of(server, "token", "revoke", "Zk3").out()).isEqualTo("The token Zk3 of ci is revoked.\n");
    }

    @Test
    void givesListsAndTakesRoles() {
        BindingView binding = new BindingView("0a1b", "group:shop", "approver", "shop-*", "journal");
        server.answer("POST /access/bindings", 201, binding);
        server.answer("GET /access/bindings", 200, new BindingsView(List.of(binding)));
        server.answer("DELETE /access/bindings/0a1b", 200, binding);

        assertThat(Run.of(server, "role", "give", "group:shop", "approver", "--services", "shop-*")
                        .out())
                .isEqualTo("group:shop is now approver on shop-* (0a1b).\n");
        assertThat(Run.of(server, "role", "list").out()).contains("0a1b", "group:shop", "journal");
        assertThat(Run.of(server, "role", "take", "0a1b").out())
                .isEqualTo("group:shop is no longer approver on shop-* (0a1b).\n");
    }

    @Test
    void saysWhoAsks() {
        var grant = new SessionView.GrantView("viewer", "shop-*", List.of("read", "read-events"));
        server.answer("GET /session", 200, new SessionView("token:ci", List.of(grant)));

        assertThat(Run.of(server, "whoami").out()).isEqualTo("token:ci\n  viewer on shop-*: read, read-events\n");
    }

    @Test
    void takesItsTokenFromTheNearestPlace(@TempDir Path folder) throws IOException {
        server.answer("GET /services", 200, new ServicePage(List.of(), null));
        Path file = secret(folder.resolve("token"), "ionr_file\n", "rw-------");
        Files.createDirectories(folder.resolve(".config/ionroller"));
        secret(folder.resolve(".config/ionroller/token"), "ionr_home", "rw-------");
        Map<String, String> home = with("HOME", folder.toString());
        Map<String, String> named = new HashMap<>(home);
        named.put("IONROLLER_TOKEN_FILE", file.toString());
        Map<String, String> variable = new HashMap<>(named);
        variable.put("IONROLLER_TOKEN", "ionr_variable");

        assertThat(sent(home, "services")).isEqualTo("Bearer ionr_home");
        assertThat(sent(named, "services")).isEqualTo("Bearer ionr_file");
        assertThat(sent(variable, "services")).isEqualTo("Bearer ionr_variable");
        assertThat(sent(variable, "--token", "ionr_option", "services")).isEqualTo("Bearer ionr_option");
        assertThat(sent(with("HOME", "/nowhere"), "services")).isNull();
    }

    @Test
    void refusesAFileThatOthersMayRead(@TempDir Path folder) throws IOException {
        Path file = secret(folder.resolve("token"), "ionr_file", "rw-r--r--");
        Run run = Run.of(with("IONROLLER_TOKEN_FILE", file.toString()), "", "services");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("chmod 600").doesNotContain("ionr_file");
    }

    private String sent(Map<String, String> environment, String... arguments) {
        int before = server.requests().size();
        Run.of(environment, "", arguments);
        return server.requests().get(before).headers().getFirst("Authorization");
    }

    private Map<String, String> with(String name, String value) {
        return Map.of("IONROLLER_SERVER", server.address(), "IONROLLER_USER", "ann", name, value);
    }

    private static Path secret(Path file, String text, String permissions) throws IOException {
        Files.writeString(file, text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }
}
