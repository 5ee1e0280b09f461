package io.ionroller.deploy.ec2.sweep;

import io.ionroller.deploy.ec2.account.AwsAccess;
import io.ionroller.deploy.ec2.account.AwsFailure;
import io.ionroller.deploy.ec2.account.Pages;
import io.ionroller.deploy.ec2.environment.Environments;
import io.ionroller.deploy.ec2.gate.Lane;
import io.ionroller.deploy.ec2.traffic.RuleKind;
import io.ionroller.deploy.ec2.traffic.ServiceRule;
import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.InvalidValueException;
import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.platform.EnvironmentOwners.Standing;
import io.ionroller.engine.platform.Orphan;
import io.ionroller.engine.platform.Orphan.State;
import io.ionroller.engine.platform.PlatformException;
import io.ionroller.engine.platform.Sweeper;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;

/**
 * Takes the next step of the removal of an orphan that is proved to be drained: out of the rules; then its instances; when these have
 * ended, the rest. So a crash between any two leaves what the next sweep finds. Right before each step its owner is asked once
 * more.
 *
 * <p>A rule of a service in use is written only where its owner lives, in turn with the owner's own writes: AWS replaces a rule's
 * actions as a whole, so that of two writers who know nothing of each other one may undo a rollback of the other.
 */
final class Clearing {

    private static final Logger LOG = LoggerFactory.getLogger(Clearing.class);

    private final Sweeper.Order order;
    private final Place place;
    private final Premises here;
    private final Function<AwsAccess, Premises> premises;
    private final Removals removals;
    private final InstantSource clock;
    private final Scene scene;
    private final List<String> failures;
    private final Set<String> goneRules = new HashSet<>();

    Clearing(PlaceSweep.Setup setup, Place place, Premises here, Function<AwsAccess, Premises> premises, Scene scene) {
        this.order = setup.order();
        this.place = place;
        this.here = here;
        this.premises = premises;
        this.removals = new Removals(here.region());
        this.scene = scene;
        this.clock = setup.clock();
        this.failures = setup.failures();
    }

    /** Rules that were deleted with their last target group. */
    Set<String> goneRules() {
        return goneRules;
    }

    /** The orphan as it stands afterwards; a failure is told in it. */
    CompletionStage<Orphan> step(Verdict verdict) {
        Orphan orphan = verdict.told(place.label());
        EnvironmentId environment = verdict.leftover().environment().orElse(null);
        if (environment == null || verdict.proof().isEmpty()) {
            return CompletableFuture.completedStage(orphan);
        }
        return order.owners()
                .standing(environment)
                .thenCompose(standing -> {
                    if (!mayGo(standing)) {
                        return CompletableFuture.completedStage(
                                orphan.in(State.KEPT, "its owner does not say any more that it is gone"));
                    }
                    if (!verdict.proof().get().validAt(clock.instant())) {
                        return CompletableFuture.completedStage(
                                orphan.in(State.DRAINING, "the proof that it is drained has become too old"));
                    }
                    return verdict.entries().isEmpty() ? tornDown(verdict, orphan) : detached(verdict, orphan, 0);
                })
                .exceptionally(thrown -> failed(orphan, AwsFailure.of("removal", thrown)));
    }

    private boolean mayGo(Standing standing) {
        return switch (standing) {
            case Standing.Ended ended -> true;
            case Standing.NeverReleased never -> order.neverReleased();
            case Standing.Known known -> false;
            case Standing.Unanswered unanswered -> false;
        };
    }

    private Orphan failed(Orphan orphan, PlatformException failure) {
        LOG.atWarn()
                .addKeyValue("orphan", orphan.of())
                .addKeyValue("place", orphan.place())
                .addKeyValue("kind", failure.kind())
                .setCause(failure)
                .log("a step of an orphan's removal failed");
        String said = String.valueOf(failure.getMessage());
        if (failure.kind() == PlatformException.Kind.TERMINAL) {
            failures.add(orphan.of() + " could not be removed: " + said);
            return orphan.in(State.KEPT, said);
        }
        return orphan.in(State.REMOVING, said);
    }

    private CompletionStage<Orphan> detached(Verdict verdict, Orphan orphan, int index) {
        if (index == verdict.entries().size()) {
            return CompletableFuture.completedStage(
                    orphan.in(State.REMOVING, "taken out of its rule; its instances are next"));
        }
        RuleView rule = verdict.entries().get(index);
        return writer(rule)
                .thenCompose(writer -> writer.isEmpty()
                        ? CompletableFuture.completedStage(orphan.in(
                                State.KEPT,
                                "it is in " + rule.arn()
                                        + " without weight; only the node where the rule's service lives may"
                                        + " change that: sweep there (ionroller cluster SERVICE, --server)"))
                        : Pages.each(
                                        named(verdict, rule),
                                        group -> writer.get()
                                                .dropEntry(rule.arn(), group, kind(rule), Lane.SWEEP)
                                                .thenApply(gone -> noted(verdict, rule, gone)))
                                .thenCompose(done -> detached(verdict, orphan, index + 1)));
    }

    private static List<String> named(Verdict verdict, RuleView rule) {
        return verdict.leftover().targetGroupArns().stream()
                .filter(rule.weights()::containsKey)
                .toList();
    }

    private RuleKind kind(RuleView rule) {
        boolean made =
                scene.ruleTags().containsKey(rule.arn()) && !place.givenRules().containsKey(rule.arn());
        return scene.takesTests(rule) ? RuleKind.TEST : made ? RuleKind.MADE : RuleKind.GIVEN;
    }

    private boolean noted(Verdict verdict, RuleView rule, boolean gone) {
        if (gone) {
            goneRules.add(rule.arn());
        }
        log(verdict, gone ? "the rule was removed with its last target group" : "taken out of the rule", rule.arn());
        return gone;
    }

    /** Through what the rule may be written here; empty where another node writes it. */
    private CompletionStage<Optional<ServiceRule>> writer(RuleView rule) {
        Optional<ServiceName> service = Judgement.serviceOf(rule, place, scene).flatMap(Clearing::name);
        if (service.isEmpty()) {
            return CompletableFuture.completedStage(Optional.empty());
        }
        ServiceName name = service.get();
        AwsAccess access = place.writer(name);
        return order.owners().inUse(name).thenCompose(inUse -> {
            if (!inUse) {
                return CompletableFuture.completedStage(
                        Optional.of((access == null ? here : premises.apply(access)).rule(name)));
            }
            return order.owners()
                    .writesHere(name)
                    .thenApply(ours -> ours && access != null
                            ? Optional.of(premises.apply(access).rule(name))
                            : Optional.empty());
        });
    }

    private static Optional<ServiceName> name(String text) {
        try {
            return Optional.of(new ServiceName(text));
        } catch (InvalidValueException notOurs) {
            return Optional.empty();
        }
    }

    private CompletionStage<Orphan> tornDown(Verdict verdict, Orphan orphan) {
        Leftover leftover = verdict.leftover();
        List<AutoScalingGroup> running = leftover.groups().stream()
                .filter(group -> !Environments.isEnding(group))
                .toList();
        if (running.isEmpty() && !leftover.groups().isEmpty()) {
            return CompletableFuture.completedStage(orphan.in(State.REMOVING, "its instances end"));
        }
        return removals.used(leftover).thenCompose(used -> {
            if (used) {
                return CompletableFuture.completedStage(
                        orphan.in(State.DRAINING, "AWS says that a balancer uses it again"));
            }
            return running.isEmpty()
                    ? removals.rest(leftover).thenApply(done -> {
                        log(verdict, "removed", "");
                        return orphan.in(State.REMOVED, "removed");
                    })
                    : removals.groups(running).thenApply(done -> {
                        log(verdict, "its instances are being ended", "");
                        return orphan.in(State.REMOVING, "its instances end");
                    });
        });
    }

    /** The record of what was done: an orphan has no owner in whose journal it could be an event. */
    private void log(Verdict verdict, String done, String rule) {
        LOG.atInfo()
                .addKeyValue("orphan", verdict.leftover().label())
                .addKeyValue("place", place.label())
                .addKeyValue("resources", verdict.leftover().resources())
                .addKeyValue("rule", rule)
                .addKeyValue("proof", verdict.proof().map(Object::toString).orElse(""))
                .addKeyValue("who", order.askedBy())
                .log("an orphan was swept: {}", done);
    }
}
