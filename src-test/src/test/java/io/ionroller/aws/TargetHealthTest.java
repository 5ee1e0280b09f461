package io.ionroller.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.ionroller.aws.scenario.Fate;
import io.ionroller.aws.scenario.Weather.Launches;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The states of targets. Groups check each 10 s, three times for healthy and two for unhealthy. */
@SuppressWarnings("unchecked") // The SDK builders take any number of consumers.
final class TargetHealthTest extends AwsTest {

    private static final int RUNNING = 10;
    private static final int ANSWERING = 30;

    @Test
    void checksNoTargetsOfAGroupThatNoRuleUses() {
        String blue = targetGroup("blue");
        group("shop", 1, blue);
        advance(3600);
        assertThat(health(blue)).singleElement().satisfies(target -> {
            assertThat(target.targetHealth().stateAsString()).isEqualTo("unused");
            assertThat(target.targetHealth().reasonAsString()).isEqualTo("Target.NotInUse");
        });
    }

    @Test
    void checksTargetsOnceTheGroupIsUsed() {
        String blue = targetGroup("blue");
        group("shop", 2, blue);
        advance(60);
        assertThat(states(blue)).containsOnly("unused");
        rule(1, blue);
        assertThat(states(blue)).containsOnly("initial");
        advance(10);
        assertThat(states(blue)).containsOnly("healthy");
    }

    @Test
    void findsANewTargetHealthyAfterItsFirstPassedCheck() {
        String blue = targetGroup("blue");
        rule(1, blue);
        group("shop", 1, blue);
        advance(RUNNING + 1);
        assertThat(health(blue).getFirst().targetHealth().reasonAsString()).isEqualTo("Elb.RegistrationInProgress");
        advance(ANSWERING - RUNNING - 2);
        assertThat(health(blue).getFirst().targetHealth().reasonAsString()).isEqualTo("Elb.InitialHealthChecking");
        advance(11);
        assertThat(states(blue)).containsExactly("healthy");
    }

    @Test
    void tellsWhyATargetIsUnhealthy() {
        endpoint.weather().fate(Launches.of("shop"), 1, Fate.answering(503));
        String blue = targetGroup("blue");
        rule(1, blue);
        group("shop", 1, blue);
        advance(ANSWERING + 21);
        assertThat(health(blue)).singleElement().satisfies(target -> {
            assertThat(target.targetHealth().stateAsString()).isEqualTo("unhealthy");
            assertThat(target.targetHealth().reasonAsString()).isEqualTo("Target.ResponseCodeMismatch");
            assertThat(target.targetHealth().description()).contains("503");
        });
    }

    @Test
    void waitsForASlowInstance() {
        endpoint.weather().fate(Launches.all(), 1, Fate.slow(Duration.ofMinutes(5)));
        String blue = targetGroup("blue");
        rule(1, blue);
        group("shop", 1, blue);
        advance(300);
        assertThat(states(blue)).containsExactly("initial");
        advance(20);
        assertThat(states(blue)).containsExactly("healthy");
    }

    @Test
    void needsThresholdsToChangeItsMind() {
        String blue = targetGroup("blue");
        rule(1, blue);
        group("shop", 1, blue);
        advance(50);
        String id = health(blue).getFirst().target().id();
        endpoint.foreign().answers(id, false);
        aws.autoScaling()
                .suspendProcesses(request -> request.autoScalingGroupName("shop"))
                .join();
        advance(19);
        assertThat(states(blue)).containsExactly("healthy");
        advance(1);
        assertThat(states(blue)).containsExactly("unhealthy");
    }

    @Test
    void healsAfterTheHealthyThreshold() {
        String blue = targetGroup("blue");
        rule(1, blue);
        group("shop", 1, blue);
        aws.autoScaling()
                .suspendProcesses(
                        request -> request.autoScalingGroupName("shop").scalingProcesses("ReplaceUnhealthy"))
                .join();
        advance(50);
        String id = health(blue).getFirst().target().id();
        endpoint.foreign().answers(id, false);
        advance(20);
        endpoint.foreign().answers(id, true);
        advance(29);
        assertThat(states(blue)).containsExactly("unhealthy");
        advance(1);
        assertThat(states(blue)).containsExactly("healthy");
    }

    @Test
    void drainsForTheWholeDeregistrationDelay() {
        String blue = targetGroup("blue");
        rule(1, blue);
        group("shop", 1, blue);
        advance(50);
        String id = health(blue).getFirst().target().id();
        aws.balancing()
                .deregisterTargets(request -> request.targetGroupArn(blue).targets(target -> target.id(id)))
                .join();
        advance(299);
        assertThat(health(blue)).singleElement().satisfies(target -> {
            assertThat(target.targetHealth().stateAsString()).isEqualTo("draining");
            assertThat(target.targetHealth().reasonAsString()).isEqualTo("Target.DeregistrationInProgress");
        });
        advance(1);
        assertThat(health(blue)).isEmpty();
    }

    @Test
    void saysThatATargetIsNotRegistered() {
        String blue = targetGroup("blue");
        assertThat(aws.balancing()
                        .describeTargetHealth(request ->
                                request.targetGroupArn(blue).targets(target -> target.id("i-0123456789abcdef0")))
                        .join()
                        .targetHealthDescriptions())
                .singleElement()
                .satisfies(target ->
                        assertThat(target.targetHealth().reasonAsString()).isEqualTo("Target.NotRegistered"));
    }

    @Test
    void registersOnlyWhatRuns() {
        String blue = targetGroup("blue");
        assertThat(code(aws.balancing()
                        .registerTargets(request ->
                                request.targetGroupArn(blue).targets(target -> target.id("i-0123456789abcdef0")))))
                .isEqualTo("InvalidTarget");
    }

    @Test
    void registersAnInstanceByHand() {
        String blue = targetGroup("blue");
        rule(1, blue);
        group("shop", 1);
        advance(40);
        String id = members("shop").getFirst().instanceId();
        aws.balancing()
                .registerTargets(request -> request.targetGroupArn(blue).targets(target -> target.id(id)))
                .join();
        advance(10);
        assertThat(states(blue)).containsExactly("healthy");
    }
}
