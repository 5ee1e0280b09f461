package io.ionroller.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import io.ionroller.engine.model.InvalidValueException;
import io.ionroller.persistence.StoreSettings.Embedded;
import io.ionroller.persistence.StoreSettings.PostgreSql;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

class StoreSettingsTest {

    private static final ConnectionSettings STANDARD = ConnectionSettings.standard();

    @Test
    void theStandardIsAFolder() {
        assertThat(StoreSettings.from(ConfigFactory.load(), Path.of("data")))
                .isEqualTo(new Embedded(Path.of("data").toAbsolutePath()));
    }

    @Test
    void readsAUrlWithUserAndPassword() {
        assertThat(StoreSettings.parse("postgresql://ann:p%40ss+1@db:5433/ion?sslmode=require"))
                .isEqualTo(new PostgreSql("jdbc:postgresql://db:5433/ion?sslmode=require", "ann", "p@ss+1", STANDARD));
    }

    @Test
    void takesAJdbcUrlAsItIs() {
        assertThat(StoreSettings.parse("jdbc:postgresql://db/ion?user=ann&password=secret"))
                .isEqualTo(new PostgreSql("jdbc:postgresql://db/ion?user=ann&password=secret", "", "", STANDARD))
                .hasToString("jdbc:postgresql://db/ion?user=ann&password=***");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "mysql://ann:secret@db/x",
                "jdbc:h2:mem:x",
                "postgresql://",
                "postgresql://ann:secret@db",
                "postgresql://ann:secret @db/x"
            })
    void refusesAnotherUrlWithoutTellingThePassword(String url) {
        assertThatThrownBy(() -> StoreSettings.parse(url))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageNotContaining("secret");
    }

    @Test
    void readsTheConnectionsOfADatabase() {
        Config config = with("url = \"postgresql://db/ion\", postgresql { pool-size = 20, tls.mode = verify-full }");

        assertThat(StoreSettings.from(config, Path.of("unused"))).isInstanceOfSatisfying(PostgreSql.class, settings -> {
            assertThat(settings.connections().poolSize()).isEqualTo(20);
            assertThat(settings.connections().parameters()).containsEntry("sslmode", "verify-full");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "pool-size = 5, pool-size",
        "connection-timeout = 0s, connection-timeout",
        "statement-timeout = 2h, statement-timeout",
        "socket-timeout = 10s, socket-timeout",
        "tls.mode = maybe, tls.mode",
        "tls.root-certificate = /no/such/file, tls.root-certificate",
        "connection-timeout = soon, connection-timeout"
    })
    void refusesASettingByItsKey(String setting, String key) {
        Config config = with("url = \"postgresql://db/ion\", postgresql { " + setting + " }");

        assertThatThrownBy(() -> StoreSettings.from(config, Path.of("unused")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("ionroller.persistence.postgresql." + key);
    }

    @Test
    void whatTheUrlSaysComesFirst() {
        PostgreSql settings = (PostgreSql)
                StoreSettings.parse("jdbc:postgresql://db/ion?sslmode=disable&connectTimeout=7&ApplicationName=mine");

        PGSimpleDataSource source = PostgresSource.of(settings, Map.of("socketTimeout", "3"));

        assertThat(source.getSslmode()).isEqualTo("disable");
        assertThat(source.getConnectTimeout()).isEqualTo(7);
        assertThat(source.getApplicationName()).isEqualTo("mine");
        assertThat(source.getSocketTimeout()).isEqualTo(3);
    }

    private static Config with(String text) {
        return ConfigFactory.parseString("ionroller.persistence { " + text + " }")
                .withFallback(ConfigFactory.load());
    }
}
