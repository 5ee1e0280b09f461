package io.ionroller.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.ionroller.deploy.simulated.RealTime;
import io.ionroller.deploy.simulated.SimulatedCloud;
import io.ionroller.deploy.simulated.SimulatedPlatform;
import io.ionroller.deploy.simulated.Verb;
import io.ionroller.engine.json.ConfigurationJson;
import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.Version;
import io.ionroller.engine.model.Weight;
import io.ionroller.engine.platform.PlatformException;
import io.ionroller.engine.rollout.PhaseName;
import io.ionroller.engine.rollout.ServiceCommand;
import io.ionroller.engine.service.Caller;
import io.ionroller.engine.service.ServiceReply;
import java.nio.file.Path;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole rollouts through the sharded entity, its workers, a real journal and the simulated cloud. */
final class ServiceLifeTest {

    private static final String CONFIGURATION = """
            {"platform": {"type": "simulated", "instances": 2, "unhealthy_versions": ["3.0.0"]},
             "strategy": {"steps": [{"weight": "10%"}, {"pause": "manual"}, {"weight": "100%"}]},
             "deadlines": {"verifying": "1s"}}
            """;

    @TempDir
    Path folder;

    private final SimulatedCloud cloud = new SimulatedCloud(new RealTime());
    private EngineUnderTest engine;

    @BeforeEach
    void start() {
        engine = new EngineUnderTest(folder, () -> new SimulatedPlatform(cloud));
        engine.configure(CONFIGURATION);
    }

    @AfterEach
    void stop() {
        engine.close();
    }

    @Test
    void releasesFirstVersionWithoutSteps() {
        long release = engine.release("1.0.0");
        engine.await(release, PhaseName.COMPLETED);
        assertThat(engine.state().traffic().observed()).isEqualTo(Map.of(environment(1), Weight.FULL));
    }

    @Test
    void waitsAtManualPauseUntilPromoted() {
        engine.await(engine.release("1.0.0"), PhaseName.COMPLETED);
        long second = engine.release("2.0.0");
        engine.await(second, PhaseName.PAUSED);
        assertThat(engine.state().traffic().observed())
                .isEqualTo(Map.of(environment(1), new Weight(9000), environment(2), new Weight(1000)));
        engine.accepted(new ServiceCommand.Promote(false));
        engine.await(second, PhaseName.COMPLETED);
        assertThat(engine.state().traffic().observed()).isEqualTo(Map.of(environment(2), Weight.FULL));
    }

    @Test
    void takesBackVersionThatNeverBecomesHealthy() {
        engine.await(engine.release("1.0.0"), PhaseName.COMPLETED);
        long bad = engine.release("3.0.0");
        engine.await(bad, PhaseName.ROLLED_BACK);
        assertThat(engine.state().traffic().observed()).isEqualTo(Map.of(environment(1), Weight.FULL));
        Awaitility.await().until(() -> !engine.state().environments().containsKey(environment(bad)));
        assertThat(cloud.environments(EngineUnderTest.HELLO)).containsExactly(environment(1));
    }

    @Test
    void rollsBackWarmWithOneTrafficChangeAndNoCreation() {
        engine.await(engine.release("1.0.0"), PhaseName.COMPLETED);
        long second = engine.release("2.0.0");
        engine.await(second, PhaseName.PAUSED);
        engine.accepted(new ServiceCommand.Promote(true));
        engine.await(second, PhaseName.COMPLETED);
        int creations = cloud.calls(Verb.ENSURE_ENVIRONMENT).size();
        int shifts = cloud.calls(Verb.ENSURE_TRAFFIC).size();
        Long third = engine.accepted(new ServiceCommand.RollBack(null)).release();
        engine.await(third, PhaseName.COMPLETED);
        assertThat(cloud.calls(Verb.ENSURE_ENVIRONMENT)).hasSize(creations);
        assertThat(cloud.calls(Verb.ENSURE_TRAFFIC)).hasSize(shifts + 1);
        assertThat(engine.state().traffic().observed()).isEqualTo(Map.of(environment(1), Weight.FULL));
    }

    @Test
    void goesOnAfterCrashWhilePaused() {
        engine.await(engine.release("1.0.0"), PhaseName.COMPLETED);
        long second = engine.release("2.0.0");
        engine.await(second, PhaseName.PAUSED);
        engine.crashAndRestart();
        assertThat(engine.state().release(second).phase()).isEqualTo(PhaseName.PAUSED);
        engine.accepted(new ServiceCommand.Promote(false));
        engine.await(second, PhaseName.COMPLETED);
        assertThat(cloud.environments(EngineUnderTest.HELLO)).containsExactlyInAnyOrder(environment(1), environment(2));
    }

    @Test
    void goesOnAfterCrashWhileCreating() {
        cloud.failNext(Verb.ENSURE_ENVIRONMENT, 5, PlatformException.Kind.RETRYABLE);
        long release = engine.release("1.0.0");
        engine.crashAndRestart();
        engine.await(release, PhaseName.COMPLETED);
        assertThat(cloud.environments(EngineUnderTest.HELLO)).containsExactly(environment(1));
    }

    @Test
    void doesTheWorkOnceWhenRepliesAreLost() {
        cloud.loseReplies(Verb.ENSURE_ENVIRONMENT, 2);
        cloud.loseReplies(Verb.ENSURE_TRAFFIC, 2);
        long release = engine.release("1.0.0");
        engine.await(release, PhaseName.COMPLETED);
        assertThat(cloud.environments(EngineUnderTest.HELLO)).containsExactly(environment(1));
    }

    @Test
    void holdsWhenThePlatformStaysInTroubleAndGoesOnWhenResumed() {
        cloud.failNext(Verb.ENSURE_ENVIRONMENT, 1000, PlatformException.Kind.RETRYABLE);
        long release = engine.release("1.0.0");
        engine.await(release, PhaseName.PAUSED);
        cloud.clearFaults();
        engine.accepted(new ServiceCommand.Resume());
        engine.await(release, PhaseName.COMPLETED);
        assertThat(engine.state().stable()).isEqualTo(environment(1));
    }

    @Test
    void makesAgainWhatIsLostAlsoWhenItWasLostWhileNoEngineRan() {
        engine.await(engine.release("1.0.0"), PhaseName.COMPLETED);
        engine.crashAndRestart(() -> cloud.lose(environment(1)));
        Awaitility.await()
                .until(() -> cloud.environments(EngineUnderTest.HELLO).contains(environment(1))
                        && engine.state().environment(environment(1)).ready());
        assertThat(engine.state().traffic().observed()).isEqualTo(Map.of(environment(1), Weight.FULL));
    }

    @Test
    void replacesDeadInstanceOfEnvironmentInUse() {
        engine.await(engine.release("1.0.0"), PhaseName.COMPLETED);
        cloud.kill(environment(1), "1");
        Awaitility.await()
                .until(() -> cloud.calls(Verb.ENSURE_ENVIRONMENT).size() > 1
                        && engine.state().environment(environment(1)).ready()
                        && engine.state().environment(environment(1)).repair() == null);
        assertThat(engine.state().environment(environment(1)).ready()).isTrue();
    }

    @Test
    void answersTheSameToTheSameKeyAlsoAfterRestart() {
        var request = new ServiceCommand.StartRelease(new Version("1.0.0"), null);
        var caller = new Caller("ann", "key-1", "hash");
        var first = (ServiceReply.Done) engine.ask(request, caller);
        engine.crashAndRestart();
        var again = (ServiceReply.Done) engine.ask(request, caller);
        assertThat(again.answer()).isEqualTo(first.answer());
        assertThat(again.repeated()).isTrue();
        var other = (ServiceReply.Refused) engine.ask(request, new Caller("ann", "key-1", "another"));
        assertThat(other.rejection().code()).isEqualTo("idempotency-key-reused");
        assertThat(engine.state().lastRelease()).isEqualTo(1);
    }

    @Test
    void answersTheSameRefusalToTheSameKeyAlthoughItWouldBeAcceptedNow() {
        var caller = new Caller("ann", "key-1", "hash");
        var first = (ServiceReply.Refused) engine.ask(new ServiceCommand.Abort(), caller);
        engine.await(engine.release("1.0.0"), PhaseName.COMPLETED);
        engine.await(engine.release("2.0.0"), PhaseName.PAUSED);
        engine.crashAndRestart();
        var again = (ServiceReply.Refused) engine.ask(new ServiceCommand.Abort(), caller);
        assertThat(again.rejection()).isEqualTo(first.rejection());
        assertThat(engine.state().release(2).phase()).isEqualTo(PhaseName.PAUSED);
    }

    @Test
    void answersTheSameToTheSameKeyAlsoWhereNothingChanged() {
        var unchanged = new ServiceCommand.PutConfiguration(ConfigurationJson.read(CONFIGURATION));
        var caller = new Caller("ann", "key-1", "hash");
        engine.ask(unchanged, caller);
        engine.configure("{\"platform\":{\"type\":\"simulated\"}}");
        var again = (ServiceReply.Done) engine.ask(unchanged, caller);
        assertThat(again.answer().revision()).isEqualTo(1);
        assertThat(engine.state().configurations()).hasSize(2);
    }

    @Test
    void failsReleaseOnPlatformThatThisEngineLacksAndSaysSo() {
        engine.configure("{\"platform\":{\"type\":\"elsewhere\"}}");
        long release = engine.release("1.0.0");
        engine.await(release, PhaseName.FAILED);
        assertThat(engine.state().release(release).reason()).contains("no platform 'elsewhere'");
    }

    @Test
    void refusesReleaseWithoutConfiguration() {
        engine.accepted(new ServiceCommand.DeleteConfiguration());
        assertThat(engine.refused(new ServiceCommand.StartRelease(new Version("1.0.0"), null))
                        .code())
                .isEqualTo("no-configuration");
    }

    private static EnvironmentId environment(long release) {
        return new EnvironmentId(EngineUnderTest.HELLO, release);
    }
}
