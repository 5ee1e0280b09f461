package io.ionroller.ec2;

import io.ionroller.deploy.PlatformContract;
import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.platform.EnvironmentSpec;
import io.ionroller.engine.platform.Platform;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The platform contract on AWS's protocols, whatever shares the traffic. */
abstract class Ec2Contract extends PlatformContract {

    final Ec2Ground ground;

    Ec2Contract(Ec2Ground ground) {
        this.ground = ground;
    }

    @BeforeEach
    void images() {
        ground.images("1.0.1", "1.0.2");
    }

    @AfterEach
    void nothingIsWrongWithRequestsAndAnswers() {
        ground.checkAndClose();
    }

    /** A change of traffic may take more than one call. */
    @Override
    protected Platform platform() {
        return new Repeating(ground.platform());
    }

    @Override
    protected Map<String, Object> settings(int instances) {
        return settingsWithInstances(instances);
    }

    @Override
    protected abstract Map<String, Object> settingsWithInstances(Object instances);

    @Override
    protected String instancesField() {
        return "capacity.desired";
    }

    @Override
    protected String instanceName(EnvironmentSpec spec, int number) {
        return done(platform().observeEnvironment(spec))
                .instances()
                .get(number - 1)
                .name();
    }

    @Override
    protected boolean healsItself() {
        return true;
    }

    @Override
    protected String outputOf(EnvironmentSpec spec) {
        return "cloud-init";
    }

    @Override
    protected void kill(EnvironmentId environment, String instance) {
        ground.aws().foreign().kill(instance);
    }

    @Override
    protected void lose(EnvironmentSpec spec) {
        Others.in(ground).delete(spec.id().toString());
        until(() -> !done(platform().observeEnvironment(spec)).exists());
    }
}
