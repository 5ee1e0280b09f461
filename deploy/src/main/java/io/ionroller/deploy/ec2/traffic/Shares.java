package io.ionroller.deploy.ec2.traffic;

import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.Weight;
import io.ionroller.engine.platform.PlatformException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.TreeMap;

/**
 * Our shares of traffic as AWS's relative weights (0 to 999, of a target group in a forward action) and back: a tenth of a percent
 * is 1, and the whole is 999 beside zeros.
 */
public final class Shares {

    /** Basis points in the smallest step. */
    static final int UNIT = 10;

    private static final int MOST = 999;

    private Shares() {}

    /**
     * The relative weight of a share.
     *
     * @throws PlatformException TERMINAL if it is no multiple of a tenth of a percent
     */
    static int relative(Weight weight) {
        if (weight.basisPoints() % UNIT != 0) {
            throw new PlatformException(
                    PlatformException.Kind.TERMINAL,
                    "weight: got " + weight + ", wanted a multiple of 0.1%, which is what a load balancer can do");
        }
        return Math.min(weight.basisPoints() / UNIT, MOST);
    }

    /** The share that a relative weight is of the total. */
    public static Weight share(int relative, int total) {
        if (total == 0) {
            return Weight.NONE;
        }
        return new Weight(BigDecimal.valueOf(relative)
                .multiply(BigDecimal.valueOf(10_000))
                .divide(BigDecimal.valueOf(total), RoundingMode.HALF_UP)
                .intValueExact());
    }

    /** Without those that are zero, as weights are compared. */
    public static Map<EnvironmentId, Weight> positive(Map<EnvironmentId, Weight> weights) {
        Map<EnvironmentId, Weight> positive = new TreeMap<>(weights);
        positive.values().removeIf(Weight.NONE::equals);
        return positive;
    }
}
