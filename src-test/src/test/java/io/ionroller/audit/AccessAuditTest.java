package io.ionroller.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ionroller.audit.AuditedServer.Ran;
import java.nio.file.Path;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens, roles and denials are part of the audit log: proved like all else, exported, and without what is stored of secrets. */
@Timeout(180)
final class AccessAuditTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"embedded", "postgresql"})
    void whoWasGivenWhatAndWhoWasDeniedIsProvedAndExported(String kind) throws Exception {
        try (AuditedServer server = new AuditedServer(folder, kind, "ionroller.access.authentication = required")) {
            String admin = server.signIn();
            server.configure("blog", AuditedServer.CONFIGURATION);
            JsonNode made = server.json("token", "create", "eve", "--role", "viewer", "--services", "shop-*");
            String secret = made.path("secret").asText();
            assertThat(server.run("role", "give", "token:eve", "approver", "--services", "shop-*")
                            .exitCode())
                    .isZero();

            server.as(secret);
            assertThat(server.run("audit", "verify").err()).contains("token:eve lacks the permission 'audit'");
            assertThat(server.run("audit", "checkpoint").err()).contains("lacks the permission 'operate'");
            assertThat(server.run("events", "--export", "ndjson").out())
                    .as("what others may see is not exported")
                    .isEmpty();
            assertThat(server.run("events", "--why", "1").err()).contains("the journal has no event 1");

            server.as(admin);
            for (String format : new String[] {"ndjson", "csv"}) {
                assertThat(server.run("events", "access", "--export", format).out())
                        .contains("token-created", "role-bound", "access-denied", "token:eve", "local:test")
                        .doesNotContain("\"salt\"", "\"hash\"", secret.substring(15));
            }
            assertThat(server.run("audit", "verify", "access").out()).startsWith("Intact: ");
            assertThat(server.run(
                                    "audit",
                                    "archive",
                                    "access",
                                    "--to",
                                    folder.resolve("a").toString())
                            .err())
                    .contains("events about access");
            denialsCannotBeChangedUnseen(server);
        }
    }

    private static void denialsCannotBeChangedUnseen(AuditedServer server) throws Exception {
        assertThat(server.run("audit", "verify").out()).startsWith("Intact: ");
        String denial = "service = 'access' AND type = 'access-denied'";
        String sequence = server.read("SELECT min(sequence_nr) FROM event_journal WHERE " + denial);
        server.tamper("UPDATE event_journal SET payload = replace(payload, '\"audit\"', '\"read\"') WHERE " + denial);

        for (String[] verify : new String[][] {{"audit", "verify"}, {"audit", "verify", "access"}}) {
            Ran ran = server.run(verify);
            assertThat(ran.exitCode()).isEqualTo(1);
            assertThat(ran.out()).startsWith("access event " + sequence + " (offset ");
        }
        assertThat(server.run("audit", "verify", "blog").exitCode()).isZero();
    }
}
