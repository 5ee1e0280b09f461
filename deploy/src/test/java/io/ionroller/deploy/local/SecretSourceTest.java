package io.ionroller.deploy.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ionroller.engine.model.InvalidValueException;
import io.ionroller.engine.platform.PlatformException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SecretSourceTest {

    @Test
    void isAVariableOfTheServer() {
        SecretSource source = SecretSource.parse("env:SHOP_PASSWORD");

        assertThat(source.value(Map.of("SHOP_PASSWORD", "x=y"))).isEqualTo("x=y");
        assertThat(source.text()).isEqualTo("env:SHOP_PASSWORD");
        assertThatThrownBy(() -> source.value(Map.of()))
                .isInstanceOf(PlatformException.class)
                .hasMessage("a secret is not there: the server has no variable SHOP_PASSWORD");
    }

    @Test
    void isAFileWithoutItsLastLineEnd(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("password"), "one\ntwo\n");
        SecretSource source = SecretSource.parse("file:" + file);

        assertThat(source.value(Map.of())).isEqualTo("one\ntwo");
        Files.writeString(file, "new");
        assertThat(source.value(Map.of())).isEqualTo("new");
        Files.write(file, new byte[] {(byte) 0xff, 0x41});
        assertThatThrownBy(() -> source.value(Map.of())).hasMessageEndingWith("cannot be read as text");
        Files.delete(file);
        assertThatThrownBy(() -> source.value(Map.of())).hasMessageContaining(file + " cannot be read");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "PASSWORD", "env:", "env:a-b", "env:IONROLLER_DATABASE_URL", "file:relative", "ssm:/a"})
    void refusesWhatIsNoReference(String text) {
        assertThatThrownBy(() -> SecretSource.parse(text))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining("env:NAME");
    }
}
