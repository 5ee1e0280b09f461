package io.ionroller.deploy.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import io.ionroller.deploy.registry.SmallRegistry.Readers;
import io.ionroller.engine.platform.PlatformException;
import io.ionroller.engine.platform.PlatformException.Kind;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RegistriesTest {

    private final SmallRegistry registry = new SmallRegistry();
    private final Registries registries = new Registries(new RegistrySettings(Set.of(), Duration.ofSeconds(10)));

    @AfterEach
    void end() {
        registries.close();
        registry.close();
    }

    private TagAnswer ask(String tag) {
        return ask(registries, "shop/cart", tag);
    }

    private TagAnswer ask(Registries by, String repository, String tag) {
        return by.resolve(registry.name(), repository, tag)
                .toCompletableFuture()
                .join();
    }

    @Test
    void findsTheDigestWithOneRequest() {
        String digest = registry.put("shop/cart", "1.0", "{\"manifests\":[]}");

        assertThat(ask("1.0")).isEqualTo(new TagAnswer.Found(digest));
        assertThat(registry.requests()).containsExactly("HEAD /v2/shop/cart/manifests/1.0");
    }

    @Test
    void fetchesATokenWhereTheRegistryGivesOneToEverybody() {
        String digest = registry.put("shop/cart", "1.0", "{}");
        registry.readers(Readers.WITH_TOKEN);

        assertThat(ask("1.0")).isEqualTo(new TagAnswer.Found(digest));
        assertThat(registry.requests())
                .containsExactly(
                        "HEAD /v2/shop/cart/manifests/1.0",
                        "GET /token?service=small&scope=repository%3Ashop%2Fcart%3Apull",
                        "HEAD /v2/shop/cart/manifests/1.0");
    }

    @Test
    void followsARegistryToWhereTheImageIsAndAsksForTheTokenThere() {
        String digest = registry.put("shop/cart", "1.0", "{}");
        registry.readers(Readers.WITH_TOKEN);

        assertThat(ask(registries, "moved/shop/cart", "1.0")).isEqualTo(new TagAnswer.Found(digest));
        assertThat(registry.requests()).endsWith("HEAD /elsewhere/shop/cart/manifests/1.0");
    }

    @Test
    void readsTheManifestOfARegistryThatKeepsItsDigest() {
        String digest = registry.put("shop/cart", "1.0", "{\"layers\":[1, 2]}");
        registry.keepsDigests();

        assertThat(ask("1.0")).isEqualTo(new TagAnswer.Found(digest));
    }

    @Test
    void refusesAManifestThatIsTooLarge() {
        registry.put("shop/cart", "1.0", "x".repeat(5 * 1024 * 1024));
        registry.keepsDigests();

        assertThat(failure("1.0").kind()).isEqualTo(Kind.RETRYABLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ALL", "WITH_TOKEN"})
    void saysThatThereIsNoSuchTag(Readers readers) {
        registry.put("shop/cart", "1.0", "{}");
        registry.readers(readers);

        assertThat(ask("2.0")).isEqualTo(new TagAnswer.Missing());
    }

    @ParameterizedTest
    @ValueSource(strings = {"NOBODY", "NOBODY_BASIC"})
    void saysThatNotEverybodyMayRead(Readers readers) {
        registry.put("shop/cart", "1.0", "{}");
        registry.readers(readers);

        assertThat(ask("1.0")).isEqualTo(new TagAnswer.Refused("HTTP 401 of " + registry.name()));
    }

    @ParameterizedTest
    @CsvSource({"429,RETRYABLE", "500,RETRYABLE", "503,RETRYABLE", "400,TERMINAL", "405,TERMINAL"})
    void otherAnswersAreTroubleOrAMisunderstanding(int status, Kind kind) {
        registry.broken(status);

        assertThat(failure("1.0").kind()).isEqualTo(kind);
        assertThat(failure("1.0"))
                .hasMessage("the registry answers HTTP " + status + " to HEAD http://" + registry.name()
                        + "/v2/shop/cart/manifests/1.0");
    }

    @Test
    void oneThatCannotBeReachedMayBeThereLater() {
        registry.close();

        assertThat(failure("1.0").kind()).isEqualTo(Kind.RETRYABLE);
        assertThat(failure("1.0"))
                .hasMessage("the registry cannot be asked (HEAD http://" + registry.name()
                        + "/v2/shop/cart/manifests/1.0): no connection");
    }

    @Test
    void oneThatIsSilentIsNotWaitedForForEver() {
        registry.silent();
        try (Registries impatient = new Registries(new RegistrySettings(Set.of(), Duration.ofMillis(50)))) {
            assertThatThrownBy(() -> ask(impatient, "shop/cart", "1.0"))
                    .cause()
                    .hasMessageEndingWith(": no answer in time")
                    .asInstanceOf(InstanceOfAssertFactories.type(PlatformException.class))
                    .extracting(PlatformException::kind)
                    .isEqualTo(Kind.RETRYABLE);
        }
    }

    @Test
    void asksWithoutEncryptionOnlyWhereThatWasSaid() {
        RegistrySettings settings = new RegistrySettings(Set.of("registry.internal:5000"), Duration.ofSeconds(1));

        assertThat(settings.scheme("registry.internal:5000")).isEqualTo("http");
        assertThat(settings.scheme("localhost:5000")).isEqualTo("http");
        assertThat(settings.scheme("127.0.0.1")).isEqualTo("http");
        assertThat(settings.scheme("registry.internal")).isEqualTo("https");
        assertThat(settings.scheme("localhost.example.org")).isEqualTo("https");
        assertThat(settings.scheme("127.0.0.1.example.org")).isEqualTo("https");
    }

    @Test
    void saysWhichSettingIsWrong() {
        assertThat(RegistrySettings.from(ConfigFactory.load()).plain()).isEmpty();
        assertThatThrownBy(() -> RegistrySettings.from(ConfigFactory.parseString(
                        "ionroller.registries { plain = [\"http://a\"], answer-timeout = 1s }")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("ionroller.registries.plain");
    }

    private PlatformException failure(String tag) {
        try {
            throw new AssertionError("answered " + ask(tag));
        } catch (CompletionException failed) {
            return (PlatformException) failed.getCause();
        }
    }
}
