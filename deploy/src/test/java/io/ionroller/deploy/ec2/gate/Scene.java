package io.ionroller.deploy.ec2.gate;

import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** A gate on virtual time, and a note of the calls that it made. */
final class Scene {

    static final GateKey KEY = new GateKey("123456789012", "eu-west-1", ApiFamily.ELB_READ);
    static final GateSettings SETTINGS = GateSettings.from(ConfigFactory.load().getConfig("ionroller.ec2.gate"));

    final VirtualGateTime time = new VirtualGateTime();
    final List<String> made = new ArrayList<>();
    final Gate gate;

    /** @param capacity of the bucket, of which a fifth and at least 2 are reserved */
    Scene(double capacity, double perSecond) {
        gate = new Gate(
                KEY,
                new FixedBudget(new Allowance(capacity, perSecond), SETTINGS.learning(), time.now()),
                SETTINGS,
                time);
    }

    CompletionStage<String> call(Lane lane, String name) {
        return gate.call(lane, name, () -> done(name));
    }

    CompletionStage<String> call(Lane lane, String name, Duration longestWait) {
        return gate.call(lane, name, longestWait, () -> done(name));
    }

    void calls(int count, Lane lane, String name) {
        for (int i = 0; i < count; i++) {
            CompletionStage<String> unused = call(lane, name, Duration.ofHours(10));
        }
    }

    CompletableFuture<Object> refused(Lane lane, Throwable failure) {
        return gate.call(lane, "refused", () -> CompletableFuture.failedStage(failure))
                .toCompletableFuture();
    }

    void seconds(double seconds) {
        time.advance(Duration.ofMillis(Math.round(seconds * 1000)));
    }

    long made(String name) {
        return made.stream().filter(name::equals).count();
    }

    LaneFigures figures(Lane lane) {
        return gate.figures().lanes().get(lane);
    }

    private CompletionStage<String> done(String name) {
        made.add(name);
        return CompletableFuture.completedStage(name);
    }

    static AwsServiceException answer(String code, int status) {
        return AwsServiceException.builder()
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(code)
                        .errorMessage("Rate exceeded")
                        .build())
                .statusCode(status)
                .build();
    }
}
