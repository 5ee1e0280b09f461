package io.ionroller.api.view;

import io.ionroller.engine.platform.TrafficObservation;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * What the router counted for one environment since it knows it.
 *
 * @param requests requests that were answered
 * @param errors answers of 500 and above, and requests that got none
 * @param inFlight requests that are being answered now
 * @param meanLatency mean time to the answer's last byte in milliseconds, to a tenth: {@code 1.3ms}
 */
public record TrafficView(long requests, long errors, long inFlight, String meanLatency) {

    static TrafficView of(TrafficObservation.Route route) {
        BigDecimal millis = BigDecimal.valueOf(route.meanLatency().toNanos())
                .movePointLeft(6)
                .setScale(1, RoundingMode.HALF_UP);
        return new TrafficView(route.requests(), route.errors(), route.inFlight(), millis.toPlainString() + "ms");
    }
}
