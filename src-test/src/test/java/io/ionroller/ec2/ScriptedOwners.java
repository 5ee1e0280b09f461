package io.ionroller.ec2;

import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.platform.EnvironmentOwners;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/** Owners of services whose releases were all made long ago and have ended, unless a test says something else. */
final class ScriptedOwners implements EnvironmentOwners {

    final Map<EnvironmentId, Standing> standings = new ConcurrentHashMap<>();
    final Set<ServiceName> used = new HashSet<>();
    volatile boolean here = true;

    @Override
    public CompletionStage<Standing> standing(EnvironmentId environment) {
        return CompletableFuture.completedFuture(
                standings.getOrDefault(environment, new Standing.Ended(Instant.EPOCH)));
    }

    @Override
    public CompletionStage<Boolean> inUse(ServiceName service) {
        return CompletableFuture.completedFuture(used.contains(service));
    }

    @Override
    public CompletionStage<Boolean> writesHere(ServiceName service) {
        return CompletableFuture.completedFuture(here);
    }
}
