package io.ionroller.deploy.simulated.remote;

import io.ionroller.deploy.simulated.SimulatedCall;
import io.ionroller.deploy.simulated.SimulatedCloud;
import io.ionroller.deploy.simulated.SimulatedPlatform;
import io.ionroller.engine.platform.Platform;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Carries out what was sent to the cloud. Blocks until there is an answer: one thread per request. */
final class CloudVerbs {

    private static final Map<String, String> DONE = Map.of();

    private final SimulatedCloud cloud;

    CloudVerbs(SimulatedCloud cloud) {
        this.cloud = cloud;
    }

    /**
     * Answers a request.
     *
     * @param node who calls
     */
    Object answer(CloudRequest request, String node) {
        Platform platform = new SimulatedPlatform(cloud, node);
        return switch (request) {
            case CloudRequest.EnsureEnvironment(var spec, var effect) ->
                await(platform.ensureEnvironment(spec, CloudRequest.effect(effect)));
            case CloudRequest.ObserveEnvironment(var spec) -> await(platform.observeEnvironment(spec));
            case CloudRequest.EnsureTraffic(var spec, var effect) ->
                await(platform.ensureTraffic(spec, CloudRequest.effect(effect)));
            case CloudRequest.ObserveTraffic(var spec) -> await(platform.observeTraffic(spec));
            case CloudRequest.RemoveEnvironment(var spec, var proof, var effect) ->
                await(platform.removeEnvironment(spec, proof, CloudRequest.effect(effect)));
            case CloudRequest.Output(var spec, var instance, var lines) ->
                await(platform.output(spec, instance, lines));
            case CloudRequest.AddFault fault -> add(fault);
            case CloudRequest.ClearFaults clear -> {
                cloud.clearFaults();
                yield DONE;
            }
            case CloudRequest.ChangeWeights(var service, var weights) -> {
                cloud.changeWeights(service, weights);
                yield DONE;
            }
            case CloudRequest.ChangeInstance change -> change(change);
            case CloudRequest.LoseEnvironment(var environment) -> {
                cloud.lose(environment);
                yield DONE;
            }
            case CloudRequest.ReadCalls query -> calls(query);
        };
    }

    private static <T> T await(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private Object add(CloudRequest.AddFault fault) {
        switch (fault.fault()) {
            case FAIL ->
                cloud.failNext(fault.verb(), fault.calls(), Objects.requireNonNull(fault.kind(), "kind is missing"));
            case LOSE_REPLY -> cloud.loseReplies(fault.verb(), fault.calls());
            case NEVER_REPLY -> cloud.neverReply(fault.verb(), fault.calls());
            case REPLY_LATE ->
                cloud.replyLate(
                        fault.verb(), fault.calls(), Objects.requireNonNullElse(fault.delay(), Duration.ofSeconds(1)));
        }
        return DONE;
    }

    private Object change(CloudRequest.ChangeInstance change) {
        switch (change.change()) {
            case KILL -> cloud.kill(change.environment(), change.instance());
            case MAKE_UNHEALTHY -> cloud.makeUnhealthy(change.environment(), change.instance());
            case MAKE_HEALTHY -> cloud.makeHealthy(change.environment(), change.instance());
        }
        return DONE;
    }

    private List<SimulatedCall> calls(CloudRequest.ReadCalls query) {
        List<SimulatedCall> all = cloud.calls();
        if (!all.isEmpty() && all.getFirst().number() > query.after() + 1) {
            throw new IllegalArgumentException("calls up to " + all.getFirst().number()
                    + " are no longer in memory; read the file of calls, or ask for newer ones");
        }
        return all.stream()
                .filter(call -> call.number() > query.after())
                .filter(call -> query.verb() == null || call.verb() == query.verb())
                .filter(call -> query.service() == null || call.service().equals(query.service()))
                .limit(query.limit())
                .toList();
    }
}
