package io.ionroller.deploy;

import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.Weight;
import io.ionroller.engine.platform.EnvironmentSpec;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the contract has to know of a platform, and what it does to it behind its back. */
public abstract class PlatformUnderContract extends PlatformScene {

    /** The same settings with this for the number of instances, good or bad. */
    protected Map<String, Object> settingsWithInstances(Object instances) {
        Map<String, Object> settings = new LinkedHashMap<>(settings(1));
        settings.put(instancesField(), instances);
        return settings;
    }

    /** Where settings say how many instances are wanted. */
    protected String instancesField() {
        return "instances";
    }

    /** What the platform calls an instance that runs; from 1. */
    protected String instanceName(EnvironmentSpec spec, int number) {
        return Integer.toString(number);
    }

    /** Whether the platform replaces what has exited before it is asked to. */
    protected boolean healsItself() {
        return false;
    }

    /** Something that every instance writes. */
    protected String outputOf(EnvironmentSpec spec) {
        return spec.version().value();
    }

    /** Makes one instance exit without the platform's doing. */
    protected abstract void kill(EnvironmentId environment, String instance) throws Exception;

    /** Somebody else changes the weights. */
    protected abstract void changeWeights(Map<EnvironmentId, Weight> weights) throws Exception;

    /** Takes away all of an environment without the platform's doing. */
    protected abstract void lose(EnvironmentSpec spec) throws Exception;
}
