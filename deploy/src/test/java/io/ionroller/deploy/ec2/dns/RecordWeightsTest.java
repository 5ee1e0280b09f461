package io.ionroller.deploy.ec2.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.model.Weight;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RecordWeightsTest {

    private static final EnvironmentId OLD = new EnvironmentId(new ServiceName("cart"), 1);
    private static final EnvironmentId NEW = new EnvironmentId(new ServiceName("cart"), 2);

    private static Map<EnvironmentId, Weight> split(int basisPoints) {
        return Map.of(OLD, new Weight(10_000 - basisPoints), NEW, new Weight(basisPoints));
    }

    @ParameterizedTest
    @CsvSource({"1000, 252, 28", "5000, 255, 255", "2500, 255, 85", "100, 198, 2", "10, 255, 1"})
    void comeAsCloseAsTheyCan(int basisPoints, int old, int fresh) {
        assertThat(RecordWeights.of(split(basisPoints))).isEqualTo(Map.of(OLD, old, NEW, fresh));
    }

    @Test
    void areNeverZero() {
        assertThat(RecordWeights.of(Map.of(OLD, Weight.FULL, NEW, Weight.NONE))).isEqualTo(Map.of(OLD, 255));
        assertThat(RecordWeights.of(Map.of())).isEmpty();
    }

    @Test
    void keepTheOrderAndAreReadAsWhatWasIntended() {
        for (int basisPoints = 10; basisPoints < 10_000; basisPoints += 10) {
            Map<EnvironmentId, Weight> shares = split(basisPoints);
            Map<EnvironmentId, Integer> weights = RecordWeights.of(shares);
            assertThat(weights.values()).allMatch(weight -> weight >= 1 && weight <= RecordWeights.MOST);
            assertThat(Integer.compare(weights.get(OLD), weights.get(NEW)))
                    .as("%s", shares)
                    .isIn(0, Integer.signum(5_000 - basisPoints));
            assertThat(RecordWeights.shares(weights, 0, List.of(Map.of(OLD, Weight.FULL), shares)))
                    .isEqualTo(shares);
        }
    }

    @Test
    void areToldAsTheyAreWhenNobodyIntendedThem() {
        assertThat(RecordWeights.shares(Map.of(OLD, 30, NEW, 70), 0, List.of(split(1_000))))
                .isEqualTo(split(7_000));
        assertThat(RecordWeights.shares(Map.of(OLD, 255), 255, List.of(Map.of(OLD, Weight.FULL))))
                .isEqualTo(Map.of(OLD, new Weight(5_000)));
    }
}
