package io.ionroller.api.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.ionroller.engine.model.Binding;
import io.ionroller.engine.model.Grant;
import io.ionroller.engine.model.Role;
import io.ionroller.engine.model.ServicePattern;
import io.ionroller.engine.model.Subject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessSettingsTest {

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.8.9.10", "::1", "localhost"})
    void withoutAuthenticationItListensHere(String host) {
        assertThatCode(() -> settings("").checkListening(host)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "10.1.2.3", "192.0.2.1"})
    void withoutAuthenticationItListensNowhereElse(String host) {
        assertThatThrownBy(() -> settings("").checkListening(host))
                .hasMessageContaining("ionroller.access.authentication")
                .hasMessageContaining(host)
                .hasMessageContaining("IONROLLER_AUTHENTICATION=required");
        assertThatCode(() -> settings("authentication = required").checkListening(host))
                .doesNotThrowAnyException();
    }

    @Test
    void givesRoles() {
        assertThat(settings("bindings = [{subject = \"group:shop\", role = deployer, services = \"shop-*\"}]")
                        .bindings())
                .containsExactly(
                        new Binding(new Subject("group:shop"), new Grant(Role.DEPLOYER, new ServicePattern("shop-*"))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "authentication = yes | authentication",
                "poll = 1 ms | poll",
                "longest-unread = 500 ms | longest-unread",
                "rate.burst = 0 | rate.burst",
                "bindings = [{subject = ann, role = admin, services = \"*\"}] | subject",
                "bindings = [{subject = \"oidc:ann\", role = boss, services = \"*\"}] | viewer, deployer, approver, admin",
                "bindings = [{subject = \"oidc:ann\", role = admin}] | services"
            })
    void whatIsWrongIsNamed(String setting, String named) {
        assertThatThrownBy(() -> settings(setting)).hasMessageContaining(named);
    }

    private static AccessSettings settings(String own) {
        return AccessSettings.from(ConfigFactory.parseString("ionroller.access {\n" + own + "\n}")
                .withFallback(ConfigFactory.parseResources("reference.conf"))
                .resolve());
    }
}
