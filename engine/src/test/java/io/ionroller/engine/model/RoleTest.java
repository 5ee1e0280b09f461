package io.ionroller.engine.model;

import static io.ionroller.engine.model.Permission.*;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RoleTest {

    private static final ServiceName CART = new ServiceName("shop-cart");

    @Test
    void whoReleasesCannotApproveAndWhoApprovesCannotRelease() {
        assertThat(Role.DEPLOYER.permissions()).contains(RELEASE).doesNotContain(PROMOTE, CONFIGURE);
        assertThat(Role.APPROVER.permissions()).contains(PROMOTE).doesNotContain(RELEASE, CONFIGURE);
    }

    @Test
    void anAdminMayEverythingThatNeedsAPermission() {
        assertThat(Role.ADMIN.permissions()).isEqualTo(EnumSet.complementOf(EnumSet.of(NONE)));
    }

    @ParameterizedTest
    @EnumSource
    void everybodyMayWhatAViewerMay(Role role) {
        assertThat(role.permissions()).containsAll(Role.VIEWER.permissions());
    }

    @Test
    void aRoleOnSomeServicesGivesNothingThatIsAboutAllOfThem() {
        Grant shop = new Grant(Role.ADMIN, new ServicePattern("shop-*"));

        assertThat(shop.allows(DROP, CART)).isTrue();
        assertThat(shop.allows(DROP, new ServiceName("blog"))).isFalse();
        assertThat(shop.allows(ADMINISTER_ACCESS)).isFalse();
        assertThat(new Grant(Role.ADMIN, ServicePattern.ALL).allows(ADMINISTER_ACCESS))
                .isTrue();
    }

    @Test
    void namesWhoCouldHelp() {
        assertThat(Role.with(PROMOTE)).isEqualTo("approver, admin");
        assertThat(Role.of("deployer")).isEqualTo(Role.DEPLOYER);
        assertThat(Permission.of("read-events")).isEqualTo(READ_EVENTS);
    }
}
