package io.ionroller.deploy.simulated.remote;

import com.fasterxml.jackson.core.type.TypeReference;
import io.ionroller.deploy.simulated.SimulatedCall;
import io.ionroller.deploy.simulated.Verb;
import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.model.Weight;
import io.ionroller.engine.platform.PlatformException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Scripts a {@link SimulatedCloudServer} and reads its log, for tests. Every method blocks until it is done. */
public final class SimulatedCloudClient implements AutoCloseable {

    private static final TypeReference<Map<String, Object>> NOTHING = new TypeReference<>() {};

    private final CloudConnection connection;

    public SimulatedCloudClient(URI cloud) {
        connection = new CloudConnection(cloud, "", Duration.ofSeconds(30));
    }

    /** The next calls of the verb have no effect and fail with this kind. */
    public void failNext(Verb verb, int calls, PlatformException.Kind kind) {
        tell(new CloudRequest.AddFault(verb, calls, CloudRequest.FaultKind.FAIL, kind, null));
    }

    /** The next calls of the verb have their effect and then fail as {@link PlatformException.Kind#UNKNOWN_OUTCOME}. */
    public void loseReplies(Verb verb, int calls) {
        tell(new CloudRequest.AddFault(verb, calls, CloudRequest.FaultKind.LOSE_REPLY, null, null));
    }

    /** The next calls of the verb have their effect and are never answered. */
    public void neverReply(Verb verb, int calls) {
        tell(new CloudRequest.AddFault(verb, calls, CloudRequest.FaultKind.NEVER_REPLY, null, null));
    }

    /** The next calls of the verb are answered this much later. */
    public void replyLate(Verb verb, int calls, Duration delay) {
        tell(new CloudRequest.AddFault(verb, calls, CloudRequest.FaultKind.REPLY_LATE, null, delay));
    }

    /** Forgets the faults that no call has met yet. */
    public void clearFaults() {
        tell(new CloudRequest.ClearFaults());
    }

    /** Somebody else changes the weights of a service, at once. */
    public void changeWeights(ServiceName service, Map<EnvironmentId, Weight> weights) {
        tell(new CloudRequest.ChangeWeights(service, weights));
    }

    /** The instance exits; it stays so until the environment is ensured again. */
    public void kill(EnvironmentId environment, String instance) {
        tell(new CloudRequest.ChangeInstance(environment, instance, CloudRequest.InstanceChange.KILL));
    }

    /** The environment is gone with all that it had, until it is ensured again. */
    public void lose(EnvironmentId environment) {
        tell(new CloudRequest.LoseEnvironment(environment));
    }

    /** The instance fails its health check from now on. */
    public void makeUnhealthy(EnvironmentId environment, String instance) {
        tell(new CloudRequest.ChangeInstance(environment, instance, CloudRequest.InstanceChange.MAKE_UNHEALTHY));
    }

    /** The instance is as its version wants it again. */
    public void makeHealthy(EnvironmentId environment, String instance) {
        tell(new CloudRequest.ChangeInstance(environment, instance, CloudRequest.InstanceChange.MAKE_HEALTHY));
    }

    /**
     * Calls from the cloud's log, oldest first. Whatever they tell of is in the file of calls, too, when this returns.
     *
     * @param after number of the last call that is known already, 0 for none
     * @param verb only calls of this verb; absent for all
     * @param limit how many at the most
     * @throws PlatformException if calls after that number are no longer in the cloud's memory
     */
    public List<SimulatedCall> calls(long after, @Nullable Verb verb, int limit) {
        return done(new CloudRequest.ReadCalls(after, verb, null, limit), new TypeReference<>() {});
    }

    private void tell(CloudRequest request) {
        done(request, NOTHING);
    }

    private <T> T done(CloudRequest request, TypeReference<T> answer) {
        try {
            return connection.send(request, answer).toCompletableFuture().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof PlatformException failure ? failure : e;
        }
    }

    @Override
    public void close() {
        connection.close();
    }
}
