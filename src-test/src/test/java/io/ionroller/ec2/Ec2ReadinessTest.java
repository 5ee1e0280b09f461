package io.ionroller.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import io.ionroller.aws.CallRecord;
import io.ionroller.aws.scenario.Calls;
import io.ionroller.aws.scenario.Fate;
import io.ionroller.aws.scenario.Fault;
import io.ionroller.aws.scenario.Faults;
import io.ionroller.aws.scenario.Weather.Launches;
import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.query.EventQuery;
import io.ionroller.engine.rollout.PhaseName;
import io.ionroller.engine.rollout.Sentences;
import io.ionroller.engine.rollout.ServiceEvent;
import io.ionroller.engine.rollout.ServiceEvent.EnvironmentCreated;
import io.ionroller.engine.rollout.ServiceEvent.EnvironmentHealthChanged;
import io.ionroller.service.EngineUnderTest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a release on EC2 counts as healthy, what is said of one that does not, and what is recorded of what it runs. */
final class Ec2ReadinessTest {

    @TempDir
    Path folder;

    private final Ec2Ground ground = new Ec2Ground();
    private EngineUnderTest engine;

    @BeforeEach
    void start() {
        engine = new EngineUnderTest(folder, ground::anew);
    }

    @AfterEach
    void stop() {
        engine.close();
        ground.checkAndClose();
    }

    private void configure(int observations, String verifying) {
        Map<String, Object> platform = new HashMap<>(ground.settings(1));
        platform.put("observations", observations);
        engine.configure(Ec2Ground.configuration(
                platform, ", \"strategy\": \"all-at-once\", \"deadlines\": {\"verifying\": \"" + verifying + "\"}"));
    }

    private <T extends ServiceEvent> List<T> events(Class<T> type) {
        return engine
                .store()
                .eventLog()
                .read(EventQuery.after(0, EventQuery.MOST))
                .toCompletableFuture()
                .join()
                .events()
                .stream()
                .map(logged -> logged.event().event())
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    @Test
    void countsAsHealthyWhenSeenSoOftenEnough() {
        configure(3, "5m");

        engine.await(engine.release("1.0"), PhaseName.COMPLETED);

        assertThat(events(EnvironmentHealthChanged.class))
                .extracting(EnvironmentHealthChanged::detail)
                .contains("seen healthy 1 of 3 times")
                .last()
                .isEqualTo("");
    }

    @Test
    void saysWhyAMachineDidNotBootAtOnceAndInTheEnd() {
        configure(1, "8s");
        String reason = "it did not boot: cannot pull hello: no such image";
        Fate fate = Fate.bootFailing("Linux\nIONROLLER-BOOT-FAILED: cannot pull hello: no such image\n");
        ground.aws().weather().fate(Launches.all(), Faults.ALWAYS, fate);

        long bad = engine.release("1.0");
        Awaitility.await("the sentence says why")
                .atMost(Duration.ofSeconds(40))
                .until(() -> Sentences.of(engine.state()).contains(reason)
                        || engine.state().release(bad).phase().terminal());
        engine.await(bad, PhaseName.FAILED);

        assertThat(engine.state().release(bad).reason()).contains("Target.Timeout", reason);
        assertThat(events(EnvironmentHealthChanged.class))
                .as("events say why before the end")
                .anyMatch(event -> event.detail().contains(reason));
        assertThat(ground.aws().calls().calls("ec2", "GetConsoleOutput"))
                .as("each console was read once, since it told why")
                .isNotEmpty()
                .extracting(CallRecord::request)
                .doesNotHaveDuplicates();
    }

    @Test
    void recordsWhatARunningReleaseWasMadeFrom() {
        configure(1, "5m");

        engine.await(engine.release("2.0"), PhaseName.COMPLETED);

        Map<String, String> resolved = resolved(1);
        assertThat(resolved)
                .containsOnlyKeys("ami", "image", "capacity")
                .containsEntry("ami", ground.account().ami());
        assertThat(resolved.get("image")).contains(ground.account().repository() + "@sha256:");
        assertThat(events(EnvironmentCreated.class))
                .extracting(EnvironmentCreated::resolved)
                .containsExactly(resolved);
    }

    @Test
    void aCrashBetweenResolvingAndRecordingChangesNothing() {
        configure(1, "5m");
        Fault silence = new Fault.Delayed(Duration.ofSeconds(9));
        ground.aws().faults().next(1, Calls.of("ec2", "CreateLaunchTemplate"), silence);
        engine.release("2.0");
        Awaitility.await("the template is there, and the engine has not heard of it")
                .atMost(Duration.ofSeconds(40))
                .until(() -> ground.aws().resources().stream()
                        .anyMatch(resource -> resource.kind().equals("launch-template")));

        String moved = ground.aws()
                .seed(
                        ground.account().accountId(),
                        ground.account().region(),
                        seeds -> seeds.containerImage(ground.account().repository(), List.of("2.0")));
        engine.crashAndRestart();
        engine.await(1, PhaseName.COMPLETED);

        assertThat(resolved(1).get("image")).contains("@sha256:").doesNotContain(moved);
        assertThat(ground.aws().calls().calls("ec2", "DescribeLaunchTemplateVersions"))
                .isNotEmpty();
    }

    private Map<String, String> resolved(long release) {
        Map<String, String> resolved = engine.state()
                .environment(new EnvironmentId(EngineUnderTest.HELLO, release))
                .resolved();
        return resolved == null ? Map.of() : resolved;
    }
}
