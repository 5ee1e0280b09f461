package io.ionroller.deploy.simulated;

import io.ionroller.deploy.simulated.ScriptedFaults.Fault;
import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.model.Weight;
import io.ionroller.engine.platform.PlatformException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * A cloud in memory. It outlives the {@link SimulatedPlatform}s that call it, so that a test can restart the engine against
 * what an earlier one left. Tests script it and read its log; called from any thread. It dies with the process.
 */
public final class SimulatedCloud {

    /** The log in memory keeps this many calls, the newest ones. */
    public static final int LONGEST_LOG = 100_000;

    private final SimulatedTime time;
    private final ConcurrentHashMap<ServiceName, SimulatedService> services = new ConcurrentHashMap<>();
    private final ScriptedFaults faults = new ScriptedFaults();
    private final CallLog log;

    public SimulatedCloud(SimulatedTime time) {
        this(time, call -> {});
    }

    /**
     * A cloud that tells of its calls.
     *
     * @param listener gets every call in the order of its number, on the thread that calls; it must not block
     */
    public SimulatedCloud(SimulatedTime time, Consumer<SimulatedCall> listener) {
        this.time = time;
        this.log = new CallLog(listener);
    }

    public SimulatedTime time() {
        return time;
    }

    // Scripts

    /** The next calls of the verb have no effect and fail with this kind. */
    public void failNext(Verb verb, int calls, PlatformException.Kind kind) {
        faults.add(verb, calls, new Fault.Refuse(kind));
    }

    /** The next calls of the verb have their effect and then fail as {@link PlatformException.Kind#UNKNOWN_OUTCOME}. */
    public void loseReplies(Verb verb, int calls) {
        faults.add(verb, calls, new Fault.LoseReply());
    }

    /** The next calls of the verb have their effect and are never answered. */
    public void neverReply(Verb verb, int calls) {
        faults.add(verb, calls, new Fault.NeverReply());
    }

    /** The next calls of the verb are answered this much later. */
    public void replyLate(Verb verb, int calls, Duration delay) {
        faults.add(verb, calls, new Fault.LateReply(delay));
    }

    /** Forgets the faults that no call has met yet. */
    public void clearFaults() {
        faults.clear();
    }

    /** Somebody else changes the weights of a service, at once. */
    public void changeWeights(ServiceName service, Map<EnvironmentId, Weight> weights) {
        of(service).changeWeights(weights, time.now());
    }

    /** The instance exits; it stays so until the environment is ensured again. */
    public void kill(EnvironmentId environment, String instance) {
        script(environment, found -> found.kill(instance));
    }

    /** The environment is gone with all that it had, until it is ensured again; its weights stay. */
    public void lose(EnvironmentId environment) {
        of(environment.service()).lose(environment);
    }

    /** The instance fails its health check from now on. */
    public void makeUnhealthy(EnvironmentId environment, String instance) {
        script(environment, found -> found.makeUnhealthy(instance));
    }

    /** The instance is as its version wants it again. */
    public void makeHealthy(EnvironmentId environment, String instance) {
        script(environment, found -> found.makeHealthy(instance));
    }

    // What a test reads

    /** The environments of a service that are there now, oldest first. */
    public List<EnvironmentId> environments(ServiceName service) {
        return of(service).environments();
    }

    /** The newest calls, also those that met a fault, oldest first. */
    public List<SimulatedCall> calls() {
        return log.calls();
    }

    /** The calls of one verb. */
    public List<SimulatedCall> calls(Verb verb) {
        return calls().stream().filter(call -> call.verb() == verb).toList();
    }

    // For the platform

    SimulatedService of(ServiceName service) {
        return services.computeIfAbsent(service, SimulatedService::new);
    }

    Optional<Fault> nextFault(Verb verb) {
        return faults.next(verb);
    }

    CallLog log() {
        return log;
    }

    private void script(EnvironmentId id, Consumer<SimulatedEnvironment> change) {
        SimulatedService service = of(id.service());
        synchronized (service) {
            change.accept(service.environment(id));
        }
    }
}
