package io.ionroller.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.ionroller.engine.model.InvalidValueException;
import io.ionroller.persistence.StoreSettings.Embedded;
import io.ionroller.persistence.StoreSettings.PostgreSql;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoreSettingsTest {

    @Test
    void theStandardIsAFolder() {
        assertThat(StoreSettings.from(ConfigFactory.load()))
                .isEqualTo(new Embedded(Path.of("data").toAbsolutePath()));
    }

    @Test
    void readsAUrlWithUserAndPassword() {
        assertThat(StoreSettings.parse("postgresql://ann:p%40ss+1@db:5433/ion?sslmode=require"))
                .isEqualTo(new PostgreSql("jdbc:postgresql://db:5433/ion?sslmode=require", "ann", "p@ss+1"));
    }

    @Test
    void takesAJdbcUrlAsItIs() {
        assertThat(StoreSettings.parse("jdbc:postgresql://db/ion?user=ann&password=secret"))
                .isEqualTo(new PostgreSql("jdbc:postgresql://db/ion?user=ann&password=secret", "", ""))
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
}
