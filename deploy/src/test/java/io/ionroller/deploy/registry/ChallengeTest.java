package io.ionroller.deploy.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ChallengeTest {

    private static String address(String header) {
        return Challenge.of(List.of(header), "shop/cart")
                .map(Challenge::token)
                .map(URI::toString)
                .orElse("");
    }

    @Test
    void readsWhatDockerHubSays() {
        assertThat(address("Bearer realm=\"https://auth.docker.io/token\",service=\"registry.docker.io\","
                        + "scope=\"repository:library/nginx:pull\",error=\"invalid_token\""))
                .isEqualTo("https://auth.docker.io/token?service=registry.docker.io"
                        + "&scope=repository%3Alibrary%2Fnginx%3Apull");
    }

    @Test
    void asksForTheRepositoryWhereTheRegistryDoesNotSay() {
        assertThat(address("bearer realm=https://registry.example.org/auth?account=x"))
                .isEqualTo("https://registry.example.org/auth?account=x&scope=repository%3Ashop%2Fcart%3Apull");
    }

    @Test
    void takesTheOneThatItCanMeet() {
        assertThat(Challenge.of(
                        List.of(
                                "Basic realm=\"a\"",
                                "Bearer realm=\"https://auth.example.org/\",scope=\"a \\\"b\\\"\""),
                        "shop/cart"))
                .contains(new Challenge(URI.create("https://auth.example.org/?scope=a+%22b%22")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Basic realm=\"https://a.example.org\"",
                "Bearer",
                "Bearer service=\"a\"",
                "Bearer realm=\"/token\"",
                "Bearer realm=\"//a.example.org/token\"",
                "Bearer realm=\"not an address\""
            })
    void cannotMeetOthers(String header) {
        assertThat(address(header)).isEmpty();
    }
}
