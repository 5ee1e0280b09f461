package io.ionroller.ec2;

import io.ionroller.deploy.PlatformContract;
import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.Weight;
import io.ionroller.engine.platform.EnvironmentSpec;
import io.ionroller.engine.platform.Platform;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The platform contract on AWS's protocols. */
final class Ec2PlatformTest extends PlatformContract {

    private final Ec2Ground ground = new Ec2Ground();

    @BeforeEach
    void images() {
        ground.images("1.0.1", "1.0.2");
    }

    @AfterEach
    void nothingIsWrongWithRequestsAndAnswers() {
        ground.checkAndClose();
    }

    @Override
    protected Platform platform() {
        return ground.platform();
    }

    @Override
    protected Map<String, Object> settings(int instances) {
        return ground.settings(instances);
    }

    @Override
    protected Map<String, Object> settingsWithInstances(Object instances) {
        return ground.settings(instances);
    }

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

    @Override
    protected void changeWeights(Map<EnvironmentId, Weight> weights) {
        Rules rules = new Rules(ground.aws());
        Map<String, Integer> relative = new HashMap<>();
        weights.forEach((environment, weight) ->
                relative.put(rules.targetGroup(environment.toString()), weight.basisPoints() / 20));
        ground.aws().foreign().weights(rules.ruleOf(SERVICE.value()), relative);
    }

    @Override
    protected void passTime() {
        // the endpoint's clock runs
    }
}
