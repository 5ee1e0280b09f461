package io.ionroller.deploy.ec2.sweep;

import io.ionroller.deploy.ec2.account.Pages;
import io.ionroller.deploy.ec2.traffic.ZeroTimes;
import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.platform.EnvironmentOwners.Standing;
import io.ionroller.engine.platform.Orphan;
import io.ionroller.engine.platform.Sweeper;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One sweep of one place. What is there is read first and its owners are asked afterwards: whatever is made is known to its owner
 * before it is made, so that nothing which is under way looks like an orphan. Used once, by one chain of stages.
 */
final class PlaceSweep {

    private final Sweeper.Order order;
    private final TaggedResources resources;
    private final SceneReader scenes;
    private final InstantSource clock;
    private final Duration minimumAge;
    private final ZeroTimes<String> zeros;
    private final Place place;
    private final Function<Scene, Clearing> clearing;
    private final Set<String> others = new HashSet<>();

    /**
     * Things that a sweep is made with, the same for all places.
     *
     * @param failures gets what cannot be done, one sentence each
     */
    record Setup(
            Sweeper.Order order,
            InstantSource clock,
            Duration minimumAge,
            ZeroTimes<String> zeros,
            List<String> failures) {}

    PlaceSweep(
            Setup setup,
            Place place,
            TaggedResources resources,
            SceneReader scenes,
            Function<Scene, Clearing> clearing) {
        this.order = setup.order();
        this.clock = setup.clock();
        this.minimumAge = setup.minimumAge();
        this.zeros = setup.zeros();
        this.place = place;
        this.resources = resources;
        this.scenes = scenes;
        this.clearing = clearing;
    }

    /** @param kept why it stays whatever is seen of it; absent when that depends */
    private record Candidate(
            Leftover leftover,
            @Nullable Instant createdAt,
            @Nullable String kept) {}

    /** What is there and not known to its owner, and what has become of it. */
    CompletionStage<List<Orphan>> run() {
        return Inventory.read(resources)
                .thenCompose(inventory -> Pages.each(inventory.leftovers(), this::candidate)
                        .thenCompose(found -> {
                            List<Candidate> candidates =
                                    found.stream().flatMap(Optional::stream).toList();
                            return scenes.read(
                                            inventory,
                                            candidates.stream()
                                                    .map(Candidate::leftover)
                                                    .toList())
                                    .thenCompose(scene -> concluded(candidates, scene));
                        }));
    }

    private CompletionStage<Optional<Candidate>> candidate(Leftover leftover) {
        EnvironmentId environment = leftover.environment().orElse(null);
        if (environment == null) {
            return CompletableFuture.completedStage(Optional.of(new Candidate(
                    leftover,
                    leftover.createdAt().orElse(null),
                    "its tags do not say which environment it is of, or contradict each other")));
        }
        return order.owners().standing(environment).thenApply(standing -> {
            Optional<Candidate> candidate = candidate(leftover, standing);
            if (candidate.isEmpty()) {
                others.addAll(leftover.targetGroupArns());
            }
            return candidate;
        });
    }

    private Optional<Candidate> candidate(Leftover leftover, Standing standing) {
        Instant made = leftover.createdAt().orElse(null);
        return switch (standing) {
            case Standing.Known known -> Optional.empty();
            case Standing.Ended ended -> aged(leftover, made == null ? ended.releasedAt() : made, null);
            case Standing.NeverReleased never ->
                aged(
                        leftover,
                        made,
                        order.neverReleased()
                                ? null
                                : "the journal has no such release: another engine may use the same installation's name;"
                                        + " if none does, sweep with --never-released");
            case Standing.Unanswered unanswered ->
                aged(leftover, made, "its owner could not be asked: " + unanswered.why());
        };
    }

    /** What is young may be part of something that is being made. */
    private Optional<Candidate> aged(Leftover leftover, @Nullable Instant created, @Nullable String kept) {
        boolean young = created != null && created.plus(minimumAge).isAfter(clock.instant());
        return young ? Optional.empty() : Optional.of(new Candidate(leftover, created, kept));
    }

    private CompletionStage<List<Orphan>> concluded(List<Candidate> candidates, Scene scene) {
        Judgement judgement = new Judgement(place, scene, zeros);
        Clearing acting = clearing.apply(scene);
        Map<String, Orphan> byTargetGroup = new HashMap<>();
        return Pages.each(candidates, candidate -> {
                    Verdict verdict = verdict(judgement, candidate);
                    CompletionStage<Orphan> orphan = order.remove()
                            ? acting.step(verdict)
                            : CompletableFuture.completedStage(verdict.told(place.label()));
                    return orphan.thenApply(told -> {
                        candidate.leftover().targetGroupArns().forEach(arn -> byTargetGroup.put(arn, told));
                        return told;
                    });
                })
                .thenCompose(found -> new RuleOrphans(
                                place, scene, order.owners(), byTargetGroup, others, acting.goneRules())
                        .find()
                        .thenApply(rules -> {
                            List<Orphan> all = new ArrayList<>(found);
                            all.addAll(rules);
                            return all;
                        }));
    }

    private static Verdict verdict(Judgement judgement, Candidate candidate) {
        Leftover leftover = candidate.leftover();
        return candidate.kept() != null || leftover.environment().isEmpty()
                ? Verdict.kept(leftover, candidate.createdAt(), String.valueOf(candidate.kept()))
                : judgement.of(leftover, leftover.environment().get(), candidate.createdAt());
    }
}
