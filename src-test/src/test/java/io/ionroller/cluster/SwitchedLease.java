package io.ionroller.cluster;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.coordination.lease.LeaseSettings;
import org.apache.pekko.coordination.lease.javadsl.Lease;

/** A lease of this process that somebody else may have. */
public final class SwitchedLease extends Lease {

    /** Who has which lease. */
    static final Map<String, String> OWNERS = new ConcurrentHashMap<>();

    static final AtomicInteger REFUSED = new AtomicInteger();

    private final LeaseSettings settings;

    /** Made by Pekko. */
    public SwitchedLease(LeaseSettings settings, ExtendedActorSystem system) {
        this.settings = settings;
    }

    @Override
    public LeaseSettings getSettings() {
        return settings;
    }

    @Override
    public CompletionStage<Boolean> acquire() {
        boolean mine =
                settings.ownerName().equals(OWNERS.computeIfAbsent(settings.leaseName(), name -> settings.ownerName()));
        if (!mine) {
            REFUSED.incrementAndGet();
        }
        return CompletableFuture.completedFuture(mine);
    }

    @Override
    public CompletionStage<Boolean> acquire(Consumer<Optional<Throwable>> lost) {
        return acquire();
    }

    @Override
    public CompletionStage<Boolean> release() {
        return CompletableFuture.completedFuture(OWNERS.remove(settings.leaseName(), settings.ownerName()));
    }

    @Override
    public boolean checkLease() {
        return settings.ownerName().equals(OWNERS.get(settings.leaseName()));
    }
}
