package io.ionroller.persistence;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.coordination.lease.LeaseSettings;
import org.apache.pekko.coordination.lease.LeaseTimeoutException;
import org.apache.pekko.coordination.lease.javadsl.Lease;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Pekko lease in the journal's own database: of all who ask for a name, one has it at a time. Pekko makes it when
 * {@code lease-class} names it, as {@code ionroller.persistence.lease} does; it takes the database from the {@link StoreSetup}.
 *
 * <p>The holder renews it by heartbeats, and holds it until its last successful one is {@code heartbeat-timeout} old, counted
 * from before that was sent; so it always stops before the database lets another have it. Whoever crashes is followed after
 * {@code heartbeat-timeout}. Each lease has threads and a connection of its own, so that a busy pool cannot hold it up; all methods may
 * be called on any thread and none blocks. With the embedded store there is one engine, which always has it.
 */
public final class PostgresLease extends Lease {

    private static final Logger log = LoggerFactory.getLogger(PostgresLease.class);

    private final LeaseSettings settings;
    private final Duration timeout;
    private final @Nullable LeaseTable table;
    private final AtomicReference<@Nullable Held> held = new AtomicReference<>();
    /** Speaks with the database. */
    private final ScheduledExecutorService speaking;
    /** Never blocks, so that the end of the time is noticed while the database hangs. */
    private final ScheduledExecutorService watching;

    private final Outage outage;

    /** @param until by {@link System#nanoTime()} */
    private record Held(long until, Consumer<Optional<Throwable>> lost) {}

    /** Called by Pekko. */
    public PostgresLease(LeaseSettings settings, ExtendedActorSystem system) {
        this.settings = settings;
        this.timeout = settings.timeoutSettings().getHeartbeatTimeout();
        this.table = table(settings, StoreSetup.of(system).journalDatabase());
        this.speaking = thread("lease-" + settings.leaseName());
        this.watching = thread("lease-watch-" + settings.leaseName());
        this.outage = new Outage(log, "the lease cannot be renewed", "the lease can be renewed again");
        long pause = settings.timeoutSettings().getHeartbeatInterval().toNanos();
        if (table != null) {
            var unused = speaking.scheduleWithFixedDelay(this::beat, pause, pause, TimeUnit.NANOSECONDS);
        }
        system.registerOnTermination(this::close);
    }

    private static @Nullable LeaseTable table(LeaseSettings settings, Database database) {
        Duration limit = settings.timeoutSettings().getOperationTimeout();
        return switch (database.dialect()) {
            case SQLITE -> null;
            case POSTGRESQL -> new LeaseTable(database.unpooled(limit), settings.leaseName(), settings.ownerName());
        };
    }

    private static ScheduledExecutorService thread(String name) {
        return Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name(name).daemon().factory());
    }

    @Override
    public LeaseSettings getSettings() {
        return settings;
    }

    /** Answers whether this owner has the lease now; fails when the database does not say so in {@code lease-operation-timeout}. */
    @Override
    public CompletionStage<Boolean> acquire() {
        return acquire(lost -> {});
    }

    /** @param lost called once if the lease is lost; with what went wrong, or empty if another has it */
    @Override
    public CompletionStage<Boolean> acquire(Consumer<Optional<Throwable>> lost) {
        if (table == null) {
            held.set(new Held(Long.MAX_VALUE, lost));
            return CompletableFuture.completedStage(true);
        }
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        speaking.execute(() -> {
            if (!answer.isDone()) {
                acquire(table, lost, answer);
            }
        });
        return inTime(answer, "acquired");
    }

    private void acquire(LeaseTable from, Consumer<Optional<Throwable>> lost, CompletableFuture<Boolean> answer) {
        try {
            long asked = System.nanoTime();
            boolean got = from.acquire(timeout);
            if (got) {
                hold(new Held(asked + timeout.toNanos(), lost));
            }
            if (!answer.complete(got) && got) {
                // Nobody waits for it any more, so nobody would give it back.
                held.set(null);
                from.release();
            }
        } catch (SQLException e) {
            answer.completeExceptionally(e);
        }
    }

    /** Gives it back. If the database cannot be told it is free after {@code heartbeat-timeout}. */
    @Override
    public CompletionStage<Boolean> release() {
        held.set(null);
        if (table == null) {
            return CompletableFuture.completedStage(true);
        }
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        speaking.execute(() -> {
            try {
                table.release();
                answer.complete(true);
            } catch (SQLException e) {
                answer.completeExceptionally(e);
            }
        });
        return inTime(answer, "released");
    }

    @Override
    public boolean checkLease() {
        Held now = held.get();
        return now != null && (table == null || System.nanoTime() - now.until < 0);
    }

    private void hold(Held next) {
        held.set(next);
        long left = next.until - System.nanoTime();
        var unused = watching.schedule(() -> expire(next), left, TimeUnit.NANOSECONDS);
    }

    /** What was not renewed by now is lost, whatever the database would say. */
    private void expire(Held old) {
        if (held.compareAndSet(old, null)) {
            tellLost(old, new TimeoutException("the lease was not renewed for " + timeout));
        }
    }

    private void beat() {
        Held now = held.get();
        if (now == null || table == null) {
            return;
        }
        try {
            long asked = System.nanoTime();
            boolean mine = table.renew(timeout);
            outage.worked();
            Held next = new Held(asked + timeout.toNanos(), now.lost);
            if (!mine) {
                if (held.compareAndSet(now, null)) {
                    tellLost(now, null);
                }
            } else if (held.compareAndSet(now, next)) {
                hold(next);
            }
        } catch (SQLException e) {
            outage.failed(e.toString());
        }
    }

    private void tellLost(Held old, @Nullable Throwable why) {
        log.atWarn()
                .addKeyValue("lease", settings.leaseName())
                .addKeyValue("owner", settings.ownerName())
                .addKeyValue("reason", why == null ? "another owner has it" : why.getMessage())
                .log("the lease was lost");
        old.lost.accept(Optional.ofNullable(why));
    }

    private CompletionStage<Boolean> inTime(CompletableFuture<Boolean> answer, String done) {
        Duration limit = settings.timeoutSettings().getOperationTimeout();
        var unused = watching.schedule(
                () -> answer.completeExceptionally(new LeaseTimeoutException(
                        "the lease " + settings.leaseName() + " could not be " + done + " within " + limit)),
                limit.toNanos(),
                TimeUnit.NANOSECONDS);
        return answer;
    }

    private void close() {
        watching.shutdownNow();
        if (table != null) {
            speaking.execute(table::close);
        }
        speaking.shutdown();
    }
}
