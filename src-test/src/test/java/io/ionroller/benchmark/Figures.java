package io.ionroller.benchmark;

import java.util.Arrays;

/** A few measured times, told by their median and spread. */
record Figures(double... millis) {

    Figures {
        millis = millis.clone();
        Arrays.sort(millis);
    }

    double quantile(double share) {
        return millis[(int) Math.min(millis.length - 1L, Math.round(share * (millis.length - 1)))];
    }

    @Override
    public String toString() {
        return "median %.1f ms, 95%% %.1f ms, least %.1f ms, most %.1f ms, %d runs"
                .formatted(quantile(0.5), quantile(0.95), quantile(0), quantile(1), millis.length);
    }
}
