package io.ionroller.deploy.ec2.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.model.Version;
import io.ionroller.engine.platform.EffectId;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OwnerTagsTest {

    private static final Installation INSTALLATION = new Installation("ionroller");
    private static final EnvironmentId CART_7 = EnvironmentId.parse("cart-7");

    @Test
    void sayWhoseAResourceIs() {
        assertThat(tags())
                .isEqualTo(Map.of(
                        "ionroller:installation", "ionroller",
                        "ionroller:service", "cart",
                        "ionroller:release", "7",
                        "ionroller:environment", "cart-7",
                        "ionroller:effect", "cart/7/create",
                        "ionroller:version", "1.2.3+5"));
    }

    @Test
    void theLongestValuesAreWithinTheLimitsOfAws() {
        ServiceName service = new ServiceName("a" + "b".repeat(62));
        OwnerTags longest = new OwnerTags(
                new Installation("a".repeat(31)),
                new EnvironmentId(service, Long.MAX_VALUE),
                new Version("_" + "+".repeat(127)),
                new EffectId(service, Long.MAX_VALUE, "shift-" + Long.MAX_VALUE));
        assertThat(longest.asMap().values())
                .allSatisfy(value -> assertThat(value).matches("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]{1,256}"));
    }

    @Test
    void matchWhateverElseThereIsAndWhateverMadeThem() {
        Map<String, String> tags = tags();
        tags.put("team", "checkout");
        tags.put("ionroller:effect", "cart/7/repair-2");
        assertThat(OwnerTags.matches(tags, INSTALLATION, CART_7)).isTrue();
        assertThat(OwnerTags.environmentOf(tags)).contains(CART_7);
    }

    @ParameterizedTest
    @CsvSource({
        "ionroller:installation, other",
        "ionroller:installation,",
        "ionroller:service, shop",
        "ionroller:service, Not A Name",
        "ionroller:release, 8",
        "ionroller:release, seven",
        "ionroller:release, 0",
        "ionroller:environment,",
        "ionroller:environment, cart-8",
    })
    void doNotMatchWhenOneIsAnother(String key, String value) {
        Map<String, String> tags = tags();
        if (value == null) {
            tags.remove(key);
        } else {
            tags.put(key, value);
        }
        assertThat(OwnerTags.matches(tags, INSTALLATION, CART_7)).isFalse();
    }

    private static Map<String, String> tags() {
        return new HashMap<>(new OwnerTags(
                        INSTALLATION,
                        CART_7,
                        new Version("1.2.3+5"),
                        new EffectId(new ServiceName("cart"), 7, "create"))
                .asMap());
    }
}
