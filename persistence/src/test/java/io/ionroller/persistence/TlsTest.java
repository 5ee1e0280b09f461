package io.ionroller.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connections to a PostgreSQL server that has a certificate. */
class TlsTest {

    @TempDir
    private static Path folder;

    private static Certificate certificate;
    private static PostgresServer server;

    @BeforeAll
    static void start() throws Exception {
        certificate = Certificate.selfSigned(folder, "localhost");
        server = PostgresServer.start(Map.of(
                "ssl", "on",
                "ssl_cert_file", certificate.file().toString(),
                "ssl_key_file", certificate.key().toString()));
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @Test
    void verifiesTheServerByItsAuthorityAndName() throws Exception {
        try (Store store = Store.open(settings("localhost", "verify-full", certificate.file()))) {
            int encrypted = store.journalDatabase()
                    .read(connection -> MigrationsContract.number(
                            connection, "SELECT count(*) FROM pg_stat_ssl WHERE ssl AND pid = pg_backend_pid()"));

            assertThat(encrypted).isEqualTo(1);
        }
    }

    @Test
    void refusesAServerOfAnotherAuthority() throws Exception {
        Certificate other = Certificate.selfSigned(folder.resolve("other"), "localhost");

        assertThatThrownBy(() -> Store.open(settings("localhost", "verify-full", other.file())))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("localhost:" + server.port())
                .hasMessageContaining("did not prove who it is")
                .hasMessageContaining("tls.root-certificate")
                .hasMessageNotContaining("secret");
    }

    @Test
    void refusesAServerOfAnotherName() {
        assertThatThrownBy(() -> Store.open(settings("127.0.0.1", "verify-full", certificate.file())))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("127.0.0.1");
    }

    @Test
    void theAuthorityAloneIsEnoughWhenOnlyThatIsAskedFor() {
        try (Store store = Store.open(settings("127.0.0.1", "verify-ca", certificate.file()))) {
            assertThat(Events.all(store)).isEmpty();
        }
    }

    private static StoreSettings settings(String host, String mode, Path root) {
        ConnectionSettings connections = ConnectionSettings.from(ConfigFactory.parseMap(Map.of(
                        ConnectionSettings.KEY + ".tls.mode",
                        mode,
                        ConnectionSettings.KEY + ".tls.root-certificate",
                        root.toString()))
                .withFallback(ConfigFactory.load()));
        return StoreSettings.parse(
                "postgresql://postgres:secret@" + host + ":" + server.port() + "/postgres", connections);
    }
}
