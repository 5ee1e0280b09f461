package io.ionroller.deploy.ec2.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.InvalidValueException;
import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.platform.EffectId;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ResourceNamesTest {

    private static final Installation STANDARD = new Installation("ionroller");

    @Test
    void namesAreReadable() {
        ResourceNames names = names(STANDARD, "cart", 7);
        assertThat(names.targetGroup()).matches("cart-7-[0-9a-f]{10}");
        assertThat(names.launchTemplate()).matches("ionroller-cart-7-[0-9a-f]{10}");
        assertThat(names.autoScalingGroup()).isEqualTo(names.launchTemplate());
    }

    @Test
    void namesAreTheSameEveryTime() {
        assertThat(names(STANDARD, "cart", 7)).isEqualTo(names(new Installation("ionroller"), "cart", 7));
        // Written down: a change would lose every environment that is there.
        assertThat(names(STANDARD, "cart", 7).targetGroup()).isEqualTo("cart-7-26f72732a3");
    }

    @ParameterizedTest
    @CsvSource({
        "a, 1",
        "cart, 9223372036854775807",
        "internal, 1",
        "internal-cart, 1",
        "internal-, 1",
        "a-------------------------------------b, 12",
        "abcdefghijklmnopqrstuvwxyz-abcdefghijklmnopqrstuvwxyz-123456789, 1",
        "abcdefghijklmnopqrstuvwxyz-abcdefghijklmnopqrstuvwxyz-123456789, 9223372036854775807",
    })
    void namesKeepTheLimitsOfAws(String service, long release) {
        for (String installation : new String[] {"x", "internal", "abcdefghijklmnopqrstuvwxyz-1234"}) {
            ResourceNames names = names(new Installation(installation), service, release);
            assertThat(names.targetGroup())
                    .matches("[a-z0-9][a-z0-9-]{0,30}[a-z0-9]")
                    .doesNotStartWith("internal-")
                    .matches(".*-" + release + "-[0-9a-f]{10}");
            assertThat(names.launchTemplate()).matches("[a-zA-Z0-9().\\-/_]{3,128}");
            assertThat(names.autoScalingGroup()).matches("[!-9;-~]{1,255}");
        }
    }

    @Test
    void whatReadsAlikeIsNamedApart() {
        Set<String> groups = new HashSet<>();
        Set<String> templates = new HashSet<>();
        String same = "abcdefghijklmnopqrstuvwxyz-";
        String[][] owners = {{"x", same + "a"}, {"x", same + "b"}, {"y", same + "a"}, {"a-b", "c"}, {"a", "b-c"}};
        for (String[] owner : owners) {
            for (long release = 1; release <= 200; release++) {
                ResourceNames names = names(new Installation(owner[0]), owner[1], release);
                groups.add(names.targetGroup());
                templates.add(names.launchTemplate());
            }
        }
        assertThat(groups).hasSize(1000);
        assertThat(templates).hasSize(1000);
    }

    @Test
    void anEffectAlwaysHasTheSameTokenAndNoOtherHasIt() {
        EffectId create = new EffectId(new ServiceName("cart"), 7, "create");
        String token = STANDARD.clientToken(create);
        assertThat(token).matches("[0-9a-f]{32}").isEqualTo(new Installation("ionroller").clientToken(create));
        assertThat(STANDARD.clientToken(new EffectId(new ServiceName("cart"), 8, "create")))
                .isNotEqualTo(token);
        assertThat(new Installation("other").clientToken(create)).isNotEqualTo(token);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A", "1a", "a/b", "abcdefghijklmnopqrstuvwxyz-12345", "-a"})
    void refusesInstallationsThatFitNoName(String name) {
        assertThatThrownBy(() -> new Installation(name)).isInstanceOf(InvalidValueException.class);
    }

    @Test
    void theInstallationIsASetting() {
        assertThat(Installation.from(ConfigFactory.load())).isEqualTo(STANDARD);
    }

    private static ResourceNames names(Installation installation, String service, long release) {
        return ResourceNames.of(installation, new EnvironmentId(new ServiceName(service), release));
    }
}
