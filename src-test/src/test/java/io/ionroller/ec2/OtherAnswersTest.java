package io.ionroller.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import io.ionroller.aws.scenario.Calls;
import io.ionroller.aws.scenario.Fault;
import io.ionroller.deploy.PlatformScene;
import io.ionroller.engine.platform.DrainProof;
import io.ionroller.engine.platform.EnvironmentSpec;
import io.ionroller.engine.platform.Platform;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What AWS's documentation leaves open, answered otherwise, as emulators do. */
final class OtherAnswersTest extends PlatformScene {

    private final Ec2Ground ground = new Ec2Ground();

    @BeforeEach
    void images() {
        ground.images("1.0.1");
    }

    @AfterEach
    void close() {
        ground.close();
    }

    @Override
    protected Platform platform() {
        return ground.platform();
    }

    @Override
    protected Map<String, Object> settings(int instances) {
        return ground.settings(instances);
    }

    @Test
    void whatIsGoneIsRemovedWhateverTheCodeOfTheRefusalIs() {
        EnvironmentSpec spec = spec(1, 1);
        done(platform().ensureEnvironment(spec, effect(1, "create")));
        DrainProof proof = untilDrained(id(1));
        until(() -> !remove(spec, proof));

        ground.aws()
                .faults()
                .always(
                        Calls.of("ec2", "DeleteLaunchTemplate"),
                        new Fault.Refused("MissingParameter", "no such template"));
        assertThat(remove(spec, proof)).isFalse();
    }

    @Test
    void whatIsThereIsNotTakenForGone() {
        EnvironmentSpec spec = spec(1, 1);
        done(platform().ensureEnvironment(spec, effect(1, "create")));
        DrainProof proof = untilDrained(id(1));
        ground.aws()
                .faults()
                .next(
                        3,
                        Calls.of("ec2", "DeleteLaunchTemplate"),
                        new Fault.Refused("MissingParameter", "no such template"));

        until(() -> removedOrRefused(spec, proof));
        assertThat(ground.aws().resources())
                .noneMatch(resource -> resource.kind().equals("launch-template"));
    }

    @Test
    void anEnvironmentIsDrainedByWeightAndDelayWhereThereAreNoMetrics() {
        ground.aws().faults().always(Calls.of("monitoring", "GetMetricData"), new Fault.Fails(501));
        EnvironmentSpec spec = spec(1, 1);
        done(platform().ensureEnvironment(spec, effect(1, "create")));

        until(() -> DrainProof.from(done(platform().observeDrain(traffic(Map.of(), 1))), id(1))
                .isPresent());

        assertThat(ground.aws().calls().calls("monitoring", "GetMetricData")).isNotEmpty();
    }

    private boolean removedOrRefused(EnvironmentSpec spec, DrainProof proof) {
        return platform()
                .removeEnvironment(spec, proof, effect(1, "remove"))
                .handle((seen, failure) -> failure == null && !seen.exists())
                .toCompletableFuture()
                .join();
    }

    private boolean remove(EnvironmentSpec spec, DrainProof proof) {
        return done(platform().removeEnvironment(spec, proof, effect(1, "remove")))
                .exists();
    }
}
