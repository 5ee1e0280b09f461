package io.ionroller.deploy.ec2.sweep;

import io.ionroller.deploy.ec2.account.AwsAccess;
import io.ionroller.deploy.ec2.account.AwsFailure;
import io.ionroller.deploy.ec2.account.AwsRegion;
import io.ionroller.deploy.ec2.account.Pages;
import io.ionroller.deploy.ec2.template.Installation;
import io.ionroller.deploy.ec2.traffic.ZeroTimes;
import io.ionroller.engine.platform.Orphan;
import io.ionroller.engine.platform.PlatformException;
import io.ionroller.engine.platform.SweepReport;
import io.ionroller.engine.platform.Sweeper;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Sweeps all accounts and regions that settings of any service name, one after the other, with the calls that nothing else needs
 * ({@link io.ionroller.deploy.ec2.gate.Lane#SWEEP}). Never blocks; thread-safe. A crash loses only since when weights are zero.
 *
 * @param known accounts and regions that this process has used, whatever the settings say
 * @param premises what this process has to do with an account in a region
 * @param minimumAge what is younger is no orphan
 */
public record Ec2Sweeper(
        Installation installation,
        InstantSource clock,
        Duration minimumAge,
        Collection<AwsAccess> known,
        Function<AwsAccess, Premises> premises,
        ZeroTimes<String> zeros)
        implements Sweeper {

    @Override
    public CompletionStage<SweepReport> sweep(Order order) {
        List<String> failures = new ArrayList<>();
        List<Place> places = List.copyOf(Place.of(order.used(), known, failures));
        return Pages.each(places, place -> place(order, place, 0, failures)).thenApply(found -> {
            Set<String> seen = new HashSet<>();
            List<Orphan> orphans = new ArrayList<>();
            // The engine's own account may also be reached by a role in it.
            found.forEach(all -> all.stream()
                    .filter(orphan -> orphan.resources().stream()
                            .map(Orphan.Resource::id)
                            .map(seen::add)
                            .reduce(false, Boolean::logicalOr))
                    .forEach(orphans::add));
            return new SweepReport(orphans, places.stream().map(Place::label).toList(), failures, clock.instant());
        });
    }

    /** By the first way in that works: former settings may name roles that are gone. */
    private CompletionStage<List<Orphan>> place(Order order, Place place, int way, List<String> failures) {
        AwsAccess access = place.accesses().get(way);
        return swept(order, place, premises.apply(access), failures).exceptionallyCompose(thrown -> {
            if (way + 1 < place.accesses().size()) {
                return place(order, place, way + 1, failures);
            }
            PlatformException failure = AwsFailure.of("sweep", thrown);
            failures.add(place.label() + " could not be looked at: " + failure.getMessage());
            return CompletableFuture.completedStage(List.of());
        });
    }

    private CompletionStage<List<Orphan>> swept(Order order, Place place, Premises here, List<String> failures) {
        AwsRegion region = here.region();
        TaggedResources resources = new TaggedResources(region, installation);
        PlaceSweep.Setup setup = new PlaceSweep.Setup(order, clock, minimumAge, zeros, failures);
        return new PlaceSweep(
                        setup,
                        place,
                        resources,
                        new SceneReader(place, region, resources, clock),
                        scene -> new Clearing(setup, place, here, premises, scene))
                .run();
    }
}
