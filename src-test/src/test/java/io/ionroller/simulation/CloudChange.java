package io.ionroller.simulation;

import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.Weight;
import io.ionroller.engine.platform.DrainProof;
import io.ionroller.engine.platform.EffectId;
import io.ionroller.engine.platform.TrafficSpec;
import java.util.Map;

/** What a call of the engine really does to the cloud, at the moment at which it takes effect. */
sealed interface CloudChange {

    /** An environment comes into being. */
    record Creation(EnvironmentId environment, boolean again) implements CloudChange {}

    /** The router accepts other weights. */
    record Shift(TrafficSpec spec, EffectId effect, Map<EnvironmentId, Weight> before) implements CloudChange {}

    /** An environment is torn down. */
    record Removal(EnvironmentId environment, DrainProof proof) implements CloudChange {}
}
