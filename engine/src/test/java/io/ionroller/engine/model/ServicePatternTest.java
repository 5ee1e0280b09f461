package io.ionroller.engine.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServicePatternTest {

    @ParameterizedTest
    @CsvSource({
        "*, shop, true",
        "shop, shop, true",
        "shop, shops, false",
        "shop-*, shop-, true",
        "shop-*, shop-cart, true",
        "shop-*, shop, false",
        "*-cart, shop-cart, true",
        "*-cart, shop-cart-2, false",
        "s*-c*t, shop-cart, true",
        "s*-c*t, shop-car, false",
        "a**b, acb, true"
    })
    void matchesNames(String pattern, String name, boolean matches) {
        assertThat(new ServicePattern(pattern).matches(new ServiceName(name))).isEqualTo(matches);
    }

    @Test
    void aPatternOfManyStarsTakesNoTime() {
        ServicePattern pattern = new ServicePattern("a*".repeat(31) + "b");

        assertTimeoutPreemptively(
                Duration.ofSeconds(10),
                () -> assertThat(pattern.matches(new ServiceName("a".repeat(63))))
                        .isFalse());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Shop", "shop_", "%", "shop?", "-shop", "a b"})
    void refusesWhatIsNoPattern(String text) {
        assertThatThrownBy(() -> new ServicePattern(text)).isInstanceOf(InvalidValueException.class);
    }

    @Test
    void eventsAboutAccessAreSeenOnlyByWhoMaySeeAll() {
        ServiceScope some = new ServiceScope(List.of(new ServicePattern("a*"), new ServicePattern("access")));

        assertThat(some.includes(new ServiceName("acc"))).isTrue();
        assertThat(some.includes(ServiceName.ACCESS)).isFalse();
        assertThat(ServiceScope.ALL.includes(ServiceName.ACCESS)).isTrue();
        assertThat(ServiceScope.NONE.includes(new ServiceName("acc"))).isFalse();
    }
}
