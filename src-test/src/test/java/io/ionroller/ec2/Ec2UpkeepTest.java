package io.ionroller.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import io.ionroller.deploy.ec2.gate.Lane;
import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.Weight;
import io.ionroller.engine.rollout.PhaseName;
import io.ionroller.engine.rollout.Sentences;
import io.ionroller.engine.rollout.ServiceCommand;
import io.ionroller.engine.rollout.Upkeep;
import io.ionroller.service.EngineUnderTest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.ec2.model.ResponseLaunchTemplateData;

/** What happens to environments after their release, on AWS's protocols: losses, changes by others, and what retired ones keep. */
final class Ec2UpkeepTest {

    private static final String RESTORE = ", \"on_drift\": \"restore\"";

    @TempDir
    Path folder;

    private final Ec2Ground ground = new Ec2Ground();
    private final Others others = Others.in(ground);
    private EngineUnderTest engine;

    @BeforeEach
    void start() {
        ground.images("1.0", "2.0");
        engine = new EngineUnderTest(folder, ground::anew);
    }

    @AfterEach
    void stop() {
        engine.close();
        ground.checkAndClose();
    }

    private void configure(String more, Map<String, Object> platformMore) {
        Map<String, Object> platform = new HashMap<>(ground.settings(2));
        platform.putAll(platformMore);
        engine.configure(Ec2Ground.configuration(platform, more));
    }

    private void deployed(String more) {
        configure(more, Map.of());
        engine.await(engine.release("1.0"), PhaseName.COMPLETED);
    }

    private static EnvironmentId environment(long release) {
        return new EnvironmentId(EngineUnderTest.HELLO, release);
    }

    private Upkeep upkeep(long release) {
        return engine.state().environment(environment(release)).upkeep();
    }

    private void until(org.awaitility.core.ThrowingRunnable assertion) {
        Awaitility.await().atMost(Duration.ofSeconds(40)).untilAsserted(assertion);
    }

    @Test
    void lostGroupIsMadeAgainUnderItsNameAndKeepsTheTraffic() {
        deployed("");
        String name = others.group("hello-1").autoScalingGroupName();
        others.delete("hello-1");
        until(() -> assertThat(engine.events("environment-recovered")).hasSize(1));
        assertThat(engine.events("environment-lost")).hasSize(1);
        assertThat(engine.events("traffic-drift-found", "environment-removed")).isEmpty();
        until(() -> assertThat(Sentences.of(engine.state())).isEqualTo("1.0 has all traffic"));
        assertThat(others.group("hello-1").autoScalingGroupName()).isEqualTo(name);
        assertThat(engine.state().traffic().observed()).isEqualTo(Map.of(environment(1), Weight.FULL));
        assertThat(ground.aws().resources())
                .filteredOn(resource -> resource.kind().equals("target-group"))
                .hasSize(1);
    }

    @Test
    void lostWithItsTemplateItIsMadeAgainFromTheSameThoughTheTagNamesAnotherImageNow() {
        deployed("");
        configure("", Map.of("capacity", "match_current"));
        engine.await(engine.release("2.0"), PhaseName.COMPLETED);
        Map<String, String> before = engine.state().environment(environment(2)).resolved();
        String moved = ground.aws()
                .seed(
                        ground.account().accountId(),
                        ground.account().region(),
                        seeds -> seeds.containerImage(ground.account().repository(), List.of("2.0")));

        others.deleteWithTemplate("hello-2");
        until(() -> assertThat(engine.events("environment-recovered")).hasSize(1));

        assertThat(before).containsEntry("capacity", "2 (1 to 500)");
        assertThat(engine.state().environment(environment(2)).resolved()).isEqualTo(before);
        AutoScalingGroup group = others.group("hello-2");
        assertThat(List.of(group.minSize(), group.desiredCapacity(), group.maxSize()))
                .containsExactly(1, 2, 500);
        String template = group.launchTemplate().launchTemplateName();
        assertThat(userData(template))
                .contains(Objects.requireNonNull(before.get("image")))
                .doesNotContain(moved);
    }

    private String userData(String template) {
        ResponseLaunchTemplateData data = ground.region()
                .readCompute(
                        Lane.VERIFY,
                        "DescribeLaunchTemplateVersions",
                        client -> client.describeLaunchTemplateVersions(
                                request -> request.launchTemplateName(template).versions("1")))
                .toCompletableFuture()
                .join()
                .launchTemplateVersions()
                .getFirst()
                .launchTemplateData();
        return new String(Base64.getDecoder().decode(data.userData()), StandardCharsets.UTF_8);
    }

    @Test
    void groupThatSomebodyScaledToNothingGetsItsCapacityBack() {
        deployed("");
        others.resize("hello-1", 0, 0, 0);
        until(() -> assertThat(engine.events("environment-recovered")).hasSize(1));
        AutoScalingGroup group = others.group("hello-1");
        assertThat(List.of(group.minSize(), group.desiredCapacity(), group.maxSize()))
                .containsExactly(1, 2, 500);
    }

    @Test
    void changesByOthersAreToldOncePerChangeAndLeftAlone() {
        deployed("");
        others.resize("hello-1", 1, 1, 1);
        until(() -> assertThat(engine.events("environment-drift-found")).hasSize(1));
        others.tag("hello-1", "ionroller:service", "theirs");
        until(() -> assertThat(engine.events("environment-drift-found")).hasSize(2));
        assertThat(Sentences.of(engine.state()))
                .contains("its capacity was 1 to 500 instances, and is 1 to 1 instances")
                .contains("its owner was ionroller:service=hello, and is ionroller:service=theirs");
        others.tag("hello-1", "ionroller:service", "hello");
        until(() -> assertThat(engine.events("environment-drift-ended")).hasSize(1));
        assertThat(engine.events("environment-drift-found")).hasSize(2);
        assertThat(others.group("hello-1").maxSize()).isEqualTo(1);
    }

    @Test
    void scalingBetweenTheBoundsIsNobodysChange() {
        deployed("");
        others.resize("hello-1", 1, 3, 500);
        until(() -> assertThat(engine.events("instances-changed")).hasSize(1));
        others.resize("hello-1", 1, 1, 500);
        until(() -> assertThat(engine.events("instances-changed")).hasSize(2));
        assertThat(engine.events("environment-drift-found", "environment-lost")).isEmpty();
    }

    @Test
    void changesByOthersAreSetRightWhereTheConfigurationSaysSo() {
        deployed(RESTORE);
        others.resize("hello-1", 0, 1, 1);
        until(() -> assertThat(others.group("hello-1").maxSize()).isEqualTo(500));
        others.followNewestTemplate("hello-1");
        until(() ->
                assertThat(others.group("hello-1").launchTemplate().version()).isEqualTo("1"));
        others.detach("hello-1");
        until(() -> assertThat(others.group("hello-1").targetGroupARNs()).hasSize(1));
        until(() -> assertThat(upkeep(1).drift()).isEmpty());
        assertThat(engine.events("restoration-started")).hasSizeGreaterThanOrEqualTo(3);
        assertThat(others.group("hello-1").minSize()).isEqualTo(1);
    }

    @Test
    void replacedInstanceIsToldOf() {
        deployed("");
        String killed = others.group("hello-1").instances().getFirst().instanceId();
        ground.aws().foreign().kill(killed);
        until(() -> assertThat(engine.events("instances-changed"))
                .singleElement()
                .asString()
                .contains(killed));
    }

    @Test
    void retiredEnvironmentKeepsFewerInstancesAndIsScaledUpBeforeItGetsTraffic() {
        configure("", Map.of("keep", Map.of("scaled_down", Map.of("min", 1))));
        engine.await(engine.release("1.0"), PhaseName.COMPLETED);
        engine.await(engine.release("2.0"), PhaseName.COMPLETED);
        until(() -> assertThat(engine.events("scaling-completed")).hasSize(1));
        assertThat(others.group("hello-1").desiredCapacity()).isEqualTo(1);
        assertThat(others.group("hello-2").desiredCapacity()).isEqualTo(2);
        var answer = engine.accepted(new ServiceCommand.RollBack(null));
        assertThat(answer.sentence()).contains("1.0 keeps 1 of 2 instances: scaling up first");
        engine.await(Objects.requireNonNull(answer.release()), PhaseName.COMPLETED);
        assertThat(others.group("hello-1").desiredCapacity()).isEqualTo(2);
        assertThat(engine.events("scaling-started", "scaling-completed")).hasSizeGreaterThanOrEqualTo(4);
        assertThat(engine.events("environment-drift-found")).isEmpty();
        until(() -> assertThat(others.group("hello-2").desiredCapacity()).isEqualTo(1));
    }
}
