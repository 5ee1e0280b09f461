package io.ionroller.deploy.ec2.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class GateSettingsTest {

    private static GateSettings with(String text) {
        return GateSettings.from(ConfigFactory.parseString(text)
                .withFallback(ConfigFactory.load().getConfig("ionroller.ec2.gate")));
    }

    @ParameterizedTest
    @EnumSource
    void aFamilyHasItsOwnFiguresUnlessTold(ApiFamily family) {
        assertThat(with("").allowance(family)).isEqualTo(family.allowance());
    }

    @Test
    void takesAFamilysFigures() {
        assertThat(with("families.elb-write { capacity = 100, per-second = 25 }")
                        .allowance(ApiFamily.ELB_WRITE))
                .isEqualTo(new Allowance(100, 25));
    }

    @Test
    void takesHalfOfAFamilysFigures() {
        assertThat(with("families.elb-read.per-second = 20").allowance(ApiFamily.ELB_READ))
                .isEqualTo(new Allowance(40, 20));
    }

    @Test
    void givesRollbacksUpBeforeTheEngineDoes() {
        Duration engine = ConfigFactory.load().getDuration("ionroller.engine.traffic-call-timeout");
        assertThat(with("").longestWait(Lane.ROLLBACK)).isLessThan(engine);
        assertThat(with("").longestWait(Lane.VERIFY)).isLessThan(engine);
    }

    @ParameterizedTest
    @CsvSource({
        "families.ec2.capacity = 2, families.ec2.capacity",
        "families.ec2.per-second = 0, families.ec2.per-second",
        "reserved-share = 1, reserved-share",
        "longest-wait.sweep = 0s, longest-wait.sweep",
        "learning.decrease = 1, learning.decrease",
        "learning.floor = 0, learning.floor",
        "sharing.silent-after = 1s, sharing.silent-after",
        "readings.most-keys = 0, readings.most-keys"
    })
    void namesTheKeyThatIsWrong(String setting, String key) {
        assertThatThrownBy(() -> with(setting))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("ionroller.ec2.gate." + key + ": got ");
    }

    @Test
    void keysAreReadAsTheyAreWritten() {
        assertThat(GateKey.parse(Scene.KEY.text())).isEqualTo(Scene.KEY);
    }

    @ParameterizedTest
    @CsvSource({"a/b", "a/b/c", "a/b/elb-read/d", "'a b/c/elb-read'"})
    void refusesWhatIsNoKey(String text) {
        assertThatThrownBy(() -> GateKey.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
