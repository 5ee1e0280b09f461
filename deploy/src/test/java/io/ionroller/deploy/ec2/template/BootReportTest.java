package io.ionroller.deploy.ec2.template;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class BootReportTest {

    @Test
    void readsTheReasonAmongOtherLines() {
        assertThat(BootReport.reason("""
                        [   12.3] cloud-init[99]: IONROLLER-BOOT-FAILED: cannot pull shop/cart: no such image
                        IONROLLER-BOOT-FAILED: cannot pull shop/cart: no such image\r
                        Amazon Linux 2023
                        """)).contains("cannot pull shop/cart: no such image");
    }

    @Test
    void readsTheLastWordsOfTheContainer() {
        assertThat(BootReport.reason("""
                        IONROLLER-BOOT-DONE: cart-7 runs shop/cart on i-1
                        IONROLLER-CONTAINER-ENDED: status 1; it is started again; its last lines:
                          no database
                          IONROLLER-BOOT: not ours
                        login:
                        """)).contains("""
                        the container ended: status 1; it is started again; its last lines:
                        no database
                        IONROLLER-BOOT: not ours""");
    }

    @Test
    void saysNothingWhenTheConsoleDoesNot() {
        assertThat(BootReport.reason("")).isEmpty();
        assertThat(BootReport.reason("IONROLLER-BOOT-DONE: cart-7 runs shop/cart on i-1\n"))
                .isEmpty();
    }

    @Test
    void aLaterBootCounts() {
        assertThat(BootReport.reason("IONROLLER-CONTAINER-ENDED: status 1\nIONROLLER-BOOT-FAILED: no docker"))
                .contains("no docker");
    }
}
