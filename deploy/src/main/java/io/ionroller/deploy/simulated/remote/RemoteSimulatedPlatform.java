package io.ionroller.deploy.simulated.remote;

import com.fasterxml.jackson.core.type.TypeReference;
import io.ionroller.deploy.simulated.SimulatedPlatform;
import io.ionroller.engine.model.PlatformSettings;
import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.model.Violation;
import io.ionroller.engine.platform.DrainProof;
import io.ionroller.engine.platform.EffectId;
import io.ionroller.engine.platform.EnvironmentObservation;
import io.ionroller.engine.platform.EnvironmentSpec;
import io.ionroller.engine.platform.Platform;
import io.ionroller.engine.platform.TrafficObservation;
import io.ionroller.engine.platform.TrafficSpec;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * The platform {@code simulated} of an engine whose cloud is another process, a {@link SimulatedCloudServer}. Never blocks the
 * caller, retries nothing and keeps nothing, so any number of engines may share the cloud.
 */
public final class RemoteSimulatedPlatform implements Platform, AutoCloseable {

    private static final TypeReference<EnvironmentObservation> ENVIRONMENT = new TypeReference<>() {};
    private static final TypeReference<TrafficObservation> TRAFFIC = new TypeReference<>() {};
    private static final TypeReference<List<String>> LINES = new TypeReference<>() {};

    private final CloudConnection connection;

    /**
     * Opens nothing yet.
     *
     * @param cloud where the cloud answers
     * @param node the name of this engine in the cloud's log
     * @param answerTimeout after which the outcome of a call counts as unknown
     */
    public RemoteSimulatedPlatform(URI cloud, String node, Duration answerTimeout) {
        connection = new CloudConnection(cloud, node, answerTimeout);
    }

    @Override
    public String type() {
        return SimulatedPlatform.TYPE;
    }

    @Override
    public Duration drainDelay(PlatformSettings settings) {
        return SimulatedPlatform.delay(settings);
    }

    @Override
    public List<Violation> check(ServiceName service, PlatformSettings settings) {
        return SimulatedPlatform.violations(settings);
    }

    @Override
    public CompletionStage<EnvironmentObservation> ensureEnvironment(EnvironmentSpec spec, EffectId effect) {
        return connection.send(new CloudRequest.EnsureEnvironment(spec, effect.toString()), ENVIRONMENT);
    }

    @Override
    public CompletionStage<EnvironmentObservation> observeEnvironment(EnvironmentSpec spec) {
        return connection.send(new CloudRequest.ObserveEnvironment(spec), ENVIRONMENT);
    }

    @Override
    public CompletionStage<TrafficObservation> ensureTraffic(TrafficSpec spec, EffectId effect) {
        return connection.send(new CloudRequest.EnsureTraffic(spec, effect.toString()), TRAFFIC);
    }

    @Override
    public CompletionStage<TrafficObservation> observeTraffic(TrafficSpec spec) {
        return connection.send(new CloudRequest.ObserveTraffic(spec), TRAFFIC);
    }

    @Override
    public CompletionStage<EnvironmentObservation> removeEnvironment(
            EnvironmentSpec spec, DrainProof proof, EffectId effect) {
        return connection.send(new CloudRequest.RemoveEnvironment(spec, proof, effect.toString()), ENVIRONMENT);
    }

    @Override
    public CompletionStage<List<String>> output(EnvironmentSpec spec, String instance, int lines) {
        if (lines < 1 || lines > 10_000) {
            throw new IllegalArgumentException("lines: got " + lines + ", wanted 1 to 10000");
        }
        return connection.send(new CloudRequest.Output(spec, instance, lines), LINES);
    }

    @Override
    public void close() {
        connection.close();
    }
}
