package io.ionroller.deploy.ec2.gate;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** Readings of keys whose values are texts; the test answers their calls. */
abstract class ReadingsScene {

    static final Duration PROOF = Duration.ZERO;
    static final Duration FRESH = Duration.ofSeconds(30);
    static final int PAGE = 100;

    /** A call that AWS has not answered yet. */
    record Call(Instant at, List<String> keys, Lane lane, CompletableFuture<Map<String, String>> answer) {

        void succeed(String value) {
            answer.complete(keys.stream()
                    .filter(key -> !key.startsWith("absent"))
                    .collect(Collectors.toMap(key -> key, key -> value)));
        }
    }

    Scene scene = new Scene(1000, 1000);
    final List<Call> calls = new ArrayList<>();
    Readings<String, String> readings = readings(PAGE);

    private Readings<String, String> readings(int pageSize) {
        return new Readings<>(
                scene.gate,
                new Readings.Plan<>("Describe", pageSize, (keys, lane) -> {
                    Call call = new Call(scene.time.now(), keys, lane, new CompletableFuture<>());
                    calls.add(call);
                    return call.answer();
                }),
                Scene.SETTINGS.readings(),
                scene.time);
    }

    void withCapacity(double capacity, double perSecond) {
        scene = new Scene(capacity, perSecond);
        readings = readings(PAGE);
    }

    CompletableFuture<Seen<String>> read(String key, Lane lane, Duration freshness) {
        return readings.read(key, lane, freshness).toCompletableFuture();
    }

    Seen<String> seen(String value, double afterSeconds) {
        return new Seen<>(
                Optional.of(value), VirtualGateTime.START.plus(Duration.ofMillis(Math.round(afterSeconds * 1000))));
    }
}
