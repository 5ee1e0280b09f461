package io.ionroller.engine.model;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/**
 * A share of traffic in basis points (hundredths of a percent).
 *
 * @param basisPoints 0 to 10000
 */
public record Weight(int basisPoints) implements Comparable<Weight> {

    public static final Weight NONE = new Weight(0);
    public static final Weight FULL = new Weight(10_000);

    private static final Pattern PERCENT = Pattern.compile("\\d{1,3}(\\.\\d{1,2})?%");

    public Weight {
        if (basisPoints < 0 || basisPoints > 10_000) {
            throw new InvalidValueException("weight", basisPoints, "0 to 10000 basis points");
        }
    }

    /** Reads a percent string such as {@code 10%} or {@code 0.01%}. */
    public static Weight ofPercent(String text) {
        if (PERCENT.matcher(text).matches()) {
            int points = new BigDecimal(text.substring(0, text.length() - 1))
                    .movePointRight(2)
                    .intValueExact();
            if (points <= 10_000) {
                return new Weight(points);
            }
        }
        throw new InvalidValueException(
                "weight", '"' + text + '"', "a percent string from \"0%\" to \"100%\" in steps of 0.01%");
    }

    /** What is missing to the whole. */
    public Weight rest() {
        return new Weight(10_000 - basisPoints);
    }

    public String percent() {
        return BigDecimal.valueOf(basisPoints, 2).stripTrailingZeros().toPlainString() + "%";
    }

    @Override
    public int compareTo(Weight other) {
        return Integer.compare(basisPoints, other.basisPoints);
    }

    @Override
    public String toString() {
        return percent();
    }
}
