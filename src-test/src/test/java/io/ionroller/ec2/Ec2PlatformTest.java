package io.ionroller.ec2;

import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.Weight;
import io.ionroller.engine.platform.Platform;
import java.util.HashMap;
import java.util.Map;

/** The platform contract where a rule shares the traffic. */
final class Ec2PlatformTest extends Ec2Contract {

    Ec2PlatformTest() {
        super(new Ec2Ground());
    }

    /** One call is enough. */
    @Override
    protected Platform platform() {
        return ground.platform();
    }

    @Override
    protected Map<String, Object> settingsWithInstances(Object instances) {
        return ground.settings(instances);
    }

    @Override
    protected void changeWeights(Map<EnvironmentId, Weight> weights) {
        Rules rules = new Rules(ground.aws());
        Map<String, Integer> relative = new HashMap<>();
        weights.forEach((environment, weight) ->
                relative.put(rules.targetGroup(environment.toString()), weight.basisPoints() / 20));
        ground.aws().foreign().weights(rules.ruleOf(SERVICE.value()), relative);
    }
}
