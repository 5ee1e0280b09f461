package io.ionroller.api.app;

import com.typesafe.config.ConfigException;
import io.ionroller.api.audit.CheckpointSettings;
import io.ionroller.api.audit.CheckpointStore;
import io.ionroller.api.audit.Checkpoints;
import io.ionroller.api.audit.SigningKey;
import io.ionroller.engine.query.EventChain;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.cluster.typed.Cluster;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a checkpoint written from time to time, by the leader of the cluster. Two nodes that both think they lead do no harm: no
 * checkpoint ever takes the place of another. Runs on a thread of the actor system and never blocks it.
 */
final class CheckpointSchedule {

    private static final Logger LOG = LoggerFactory.getLogger(CheckpointSchedule.class);

    private final ActorSystem<?> system;
    private final Checkpoints checkpoints;

    private CheckpointSchedule(ActorSystem<?> system, Checkpoints checkpoints) {
        this.system = system;
        this.checkpoints = checkpoints;
    }

    /**
     * Starts it; empty when the configuration names no place for checkpoints. Ends with the actor system.
     *
     * @throws ConfigException naming the key that is wrong
     */
    static Optional<Checkpoints> start(ActorSystem<?> system, EventChain chain) {
        return CheckpointSettings.from(system.settings().config()).map(told -> start(system, chain, told));
    }

    private static Checkpoints start(ActorSystem<?> system, EventChain chain, CheckpointSettings told) {
        SigningKey key = key(told);
        CheckpointStore store = told.place().open();
        system.getWhenTerminated().thenRun(store::close);
        Checkpoints checkpoints = new Checkpoints(
                chain, store, key, InstantSource.system(), system.dispatchers().lookup(DispatcherSelector.blocking()));
        CheckpointSchedule schedule = new CheckpointSchedule(system, checkpoints);
        system.scheduler()
                .scheduleWithFixedDelay(told.interval(), told.interval(), schedule::due, system.executionContext());
        LOG.atInfo()
                .addKeyValue("place", store)
                .addKeyValue("interval", told.interval())
                .log("checkpoints of the journal are written");
        return checkpoints;
    }

    private static SigningKey key(CheckpointSettings settings) {
        try {
            return SigningKey.read(settings.key());
        } catch (IllegalArgumentException e) {
            throw new ConfigException.BadValue("ionroller.audit.checkpoints.key", String.valueOf(e.getMessage()), e);
        }
    }

    private void due() {
        Cluster cluster = Cluster.get(system);
        if (!cluster.selfMember().address().equals(cluster.state().getLeader())) {
            return;
        }
        checkpoints.writeNews().whenComplete((written, failure) -> {
            if (failure != null) {
                failed(failure);
            } else {
                written.ifPresent(CheckpointSchedule::written);
            }
        });
    }

    private static void written(Checkpoints.Written written) {
        LOG.atInfo()
                .addKeyValue("checkpoint", written.name())
                .addKeyValue("offset", written.checkpoint().offset())
                .log("checkpoint written");
    }

    private static void failed(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof Checkpoints.Contradiction) {
            LOG.atError()
                    .addKeyValue("reason", cause.getMessage())
                    .log("no checkpoint is written, because the journal contradicts the newest one");
        } else {
            LOG.atWarn().setCause(cause).log("no checkpoint could be written; it is tried again at the next time");
        }
    }
}
