package io.ionroller.deploy.simulated.remote;

import io.ionroller.deploy.simulated.Verb;
import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.model.Weight;
import io.ionroller.engine.platform.DrainProof;
import io.ionroller.engine.platform.EffectId;
import io.ionroller.engine.platform.EnvironmentSpec;
import io.ionroller.engine.platform.PlatformException;
import io.ionroller.engine.platform.TrafficSpec;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is sent to a simulated cloud: the body of a POST to {@link #path}. */
sealed interface CloudRequest {

    /** The header that names the engine that calls. */
    String NODE = "X-Ionroller-Node";

    /** Where it is sent. */
    default String path() {
        return switch (this) {
            case EnsureEnvironment request -> "/platform/ensure-environment";
            case ObserveEnvironment request -> "/platform/observe-environment";
            case EnsureTraffic request -> "/platform/ensure-traffic";
            case ObserveTraffic request -> "/platform/observe-traffic";
            case RemoveEnvironment request -> "/platform/remove-environment";
            case Output request -> "/platform/output";
            case AddFault request -> "/script/fault";
            case ClearFaults request -> "/script/clear-faults";
            case ChangeWeights request -> "/script/weights";
            case ChangeInstance request -> "/script/instance";
            case LoseEnvironment request -> "/script/lose";
            case ReadCalls request -> "/calls";
        };
    }

    // The verbs of a platform

    /** @param effect in its written form, as in the others below */
    record EnsureEnvironment(EnvironmentSpec spec, String effect) implements CloudRequest {}

    record ObserveEnvironment(EnvironmentSpec spec) implements CloudRequest {}

    record EnsureTraffic(TrafficSpec spec, String effect) implements CloudRequest {}

    record ObserveTraffic(TrafficSpec spec) implements CloudRequest {}

    record RemoveEnvironment(EnvironmentSpec spec, DrainProof proof, String effect) implements CloudRequest {}

    record Output(EnvironmentSpec spec, String instance, int lines) implements CloudRequest {}

    // Scripts

    /** What goes wrong. */
    enum FaultKind {
        FAIL,
        LOSE_REPLY,
        NEVER_REPLY,
        REPLY_LATE
    }

    /**
     * The next calls of a verb meet a fault.
     *
     * @param kind of the failure, for {@link FaultKind#FAIL} only
     * @param delay for {@link FaultKind#REPLY_LATE} only
     */
    record AddFault(
            Verb verb,
            int calls,
            FaultKind fault,
            PlatformException.@Nullable Kind kind,
            @Nullable Duration delay) implements CloudRequest {}

    record ClearFaults() implements CloudRequest {}

    record ChangeWeights(ServiceName service, Map<EnvironmentId, Weight> weights) implements CloudRequest {}

    /** What becomes of an instance. */
    enum InstanceChange {
        KILL,
        MAKE_UNHEALTHY,
        MAKE_HEALTHY
    }

    record ChangeInstance(EnvironmentId environment, String instance, InstanceChange change) implements CloudRequest {}

    record LoseEnvironment(EnvironmentId environment) implements CloudRequest {}

    // The log

    /**
     * Calls that are in the log, oldest first.
     *
     * @param after number of the last call that is known already
     * @param limit how many at the most
     */
    record ReadCalls(
            long after, @Nullable Verb verb, @Nullable ServiceName service, int limit) implements CloudRequest {}

    /** Reads the written form of an effect, {@code hello/7/shift-3}. */
    static EffectId effect(String written) {
        String[] parts = written.split("/", 3);
        if (parts.length != 3) {
            throw new IllegalArgumentException("effect: got \"" + written + "\", wanted one such as hello/7/create");
        }
        return new EffectId(new ServiceName(parts[0]), Long.parseLong(parts[1]), parts[2]);
    }
}
