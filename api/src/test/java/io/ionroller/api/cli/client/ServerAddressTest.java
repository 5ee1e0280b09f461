package io.ionroller.api.cli.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ServerAddressTest {

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:9000,http://127.0.0.1:9000/services",
        "http://host:1/,http://host:1/services",
        "https://host/ionroller,https://host/ionroller/services"
    })
    void readsAddresses(String text, String services) {
        assertThat(ServerAddress.parse(text, "--server").at("/services")).hasToString(services);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ftp://host", "http://", "http://host?a=b", "http://ho st", "http://host#x"})
    void refusesOtherTextsAndSaysWhereTheyCameFrom(String text) {
        assertThatThrownBy(() -> ServerAddress.parse(text, "IONROLLER_SERVER"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("IONROLLER_SERVER: got \"" + text + "\"");
    }

    @Test
    void escapesSegmentsAndParameters() {
        assertThat(Target.of("services", "a/b c", "events")
                        .withEach("type", List.of("x&y", "z"))
                        .with("user", null)
                        .with("limit", 5))
                .hasToString("/services/a%2Fb%20c/events?type=x%26y&type=z&limit=5");
    }
}
