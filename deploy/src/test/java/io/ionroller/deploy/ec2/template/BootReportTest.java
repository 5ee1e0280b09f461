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
                        """)).contains("it did not boot: cannot pull shop/cart: no such image");
    }

    @Test
    void readsTheLastWordsOfTheContainer() {
        assertThat(BootReport.reason("""
                        IONROLLER-BOOT-DONE: cart-7 runs shop/cart on i-1
                        IONROLLER-CONTAINER-ENDED: status 1; it is started again; its last lines:
                          \u001b[31mno database\u001b[0m
                          IONROLLER-BOOT: not ours
                        login:
                        """))
                .contains("its container ended: status 1; it is started again; its last lines:"
                        + " no database | IONROLLER-BOOT: not ours");
    }

    @Test
    void shortensTheLastWordsFromTheirBeginning() {
        String words = "  first\n" + ("  " + "x".repeat(99) + "\n").repeat(2) + "  last\n";

        assertThat(BootReport.reason(
                        "IONROLLER-CONTAINER-ENDED: status 1\n  far too long" + "y".repeat(99) + "\n" + words))
                .get()
                .asString()
                .startsWith("its container ended: status 1 ... | first | xxx")
                .endsWith(" | last");
        assertThat(BootReport.reason("IONROLLER-CONTAINER-ENDED: status 1\n  " + "z".repeat(500)))
                .contains("its container ended: status 1 " + "z".repeat(300) + "...");
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
                .contains("it did not boot: no docker");
    }
}
