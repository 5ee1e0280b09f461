package io.ionroller.api.app;

import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.service.Services;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.typed.Cluster;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether this node can do its work: it is up in its cluster, and the owner of a service, wherever that lives, answers. An owner
 * is asked again and again, so a node that is cut off from the owners says so. Safe for all threads.
 */
final class Readiness {

    private static final Logger LOG = LoggerFactory.getLogger(Readiness.class);

    /** A name that no request can have opened before: reading it shows that owners can be reached and the journal answers. */
    private static final ServiceName PROBE = new ServiceName("readiness-probe");

    private static final Duration AFTER_FAILURE = Duration.ofMillis(200);
    private static final Duration AFTER_ANSWER = Duration.ofSeconds(2);

    /** More than the time limit of one question and two pauses: one lost question is no reason to take a node out. */
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(12);

    private final ActorSystem<?> system;
    private final Services services;
    private final Cluster cluster;
    private final CompletableFuture<Void> first = new CompletableFuture<>();
    private volatile long answered;

    private Readiness(ActorSystem<?> system, Services services) {
        this.system = system;
        this.services = services;
        this.cluster = Cluster.get(system);
    }

    /** Starts asking. */
    static Readiness watch(ActorSystem<?> system, Services services) {
        Readiness readiness = new Readiness(system, services);
        system.getWhenTerminated()
                .whenComplete((done, failure) -> readiness.first.completeExceptionally(
                        new IllegalStateException("the node ended before it was ready; its log says why")));
        readiness.ask();
        return readiness;
    }

    /** Done when the node is ready for the first time; fails when it ends before. */
    CompletableFuture<Void> first() {
        return first.copy();
    }

    /** Why the node is not ready; empty when it is. */
    List<String> reasons() {
        List<String> reasons = new ArrayList<>();
        CoordinatedShutdown.get(system)
                .getShutdownReason()
                .ifPresent(reason -> reasons.add("the node is stopping: " + reason));
        MemberStatus status = cluster.selfMember().status();
        if (!status.equals(MemberStatus.up())) {
            reasons.add(
                    "the node is not up in its cluster but " + status.toString().toLowerCase(java.util.Locale.ROOT));
        }
        if (!first.isDone()) {
            reasons.add("no owner of a service has answered yet");
        } else if (System.nanoTime() - answered > LONGEST_SILENCE.toNanos()) {
            reasons.add("no owner of a service has answered for more than " + LONGEST_SILENCE.toSeconds() + " s");
        }
        return reasons;
    }

    private void ask() {
        if (!cluster.selfMember().status().equals(MemberStatus.up())) {
            again(AFTER_FAILURE);
            return;
        }
        services.state(PROBE).whenComplete((snapshot, failure) -> {
            if (failure == null) {
                answered = System.nanoTime();
                if (first.complete(null)) {
                    LOG.atInfo().log("ready");
                }
                again(AFTER_ANSWER);
            } else {
                LOG.atWarn().addKeyValue("reason", failure.toString()).log("no owner answers, will ask again");
                again(AFTER_FAILURE);
            }
        });
    }

    private void again(Duration pause) {
        if (!system.getWhenTerminated().toCompletableFuture().isDone()) {
            system.scheduler().scheduleOnce(pause, this::ask, system.executionContext());
        }
    }
}
