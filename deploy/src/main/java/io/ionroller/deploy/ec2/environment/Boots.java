package io.ionroller.deploy.ec2.environment;

import io.ionroller.deploy.ec2.account.AwsRegion;
import io.ionroller.deploy.ec2.account.Pages;
import io.ionroller.deploy.ec2.gate.Lane;
import io.ionroller.deploy.ec2.template.BootReport;
import io.ionroller.deploy.ec2.template.UserData;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Filter;

/**
 * How instances booted, by their consoles: of one that is in no target group nothing else tells. A console that says nothing, as those
 * of older kinds of instances do, is asked until the instance's time is over. What is remembered only saves calls. Thread-safe.
 */
final class Boots {

    /** So many consoles are read for one look. */
    private static final int CONSOLES = 10;

    private static final int MOST_REMEMBERED = 10_000;

    /**
     * What is known of one.
     *
     * @param failure why it did not boot; absent unless its console says so
     */
    record Boot(Instant launchedAt, boolean done, @Nullable String failure) {

        private boolean told() {
            return done || failure != null;
        }

        /** Whether it had its time. */
        boolean over(Duration grace, Instant at) {
            return grace.isZero() || !at.isBefore(launchedAt.plus(grace));
        }
    }

    private final AwsRegion region;
    private final Map<String, Boot> known = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boot> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    Boots(AwsRegion region) {
        this.region = region;
    }

    /**
     * What is known of instances, asked for where it is worth it.
     *
     * @param at when they were seen; one whose launch AWS does not tell yet counts as launched then
     */
    CompletionStage<Map<String, Boot>> of(List<String> instances, Duration grace, Lane lane, Instant at) {
        List<String> unknown =
                instances.stream().filter(id -> remembered(id).isEmpty()).toList();
        return launches(grace.isZero() ? List.of() : unknown, lane)
                .thenCompose(launches -> Pages.each(
                        instances.stream()
                                .filter(id -> worthALook(id, launches.getOrDefault(id, at), grace, at))
                                .limit(CONSOLES)
                                .toList(),
                        id -> look(id, launches.getOrDefault(id, at), lane)))
                .thenApply(looked -> {
                    Map<String, Boot> boots = new HashMap<>();
                    instances.forEach(id -> boots.put(id, remembered(id).orElse(new Boot(at, false, null))));
                    return boots;
                });
    }

    private boolean worthALook(String id, Instant launchedAt, Duration grace, Instant at) {
        Boot boot = remembered(id).orElse(new Boot(launchedAt, false, null));
        return !boot.told() && !boot.over(grace, at);
    }

    private synchronized Optional<Boot> remembered(String id) {
        return Optional.ofNullable(known.get(id));
    }

    private synchronized void remember(String id, Boot boot) {
        known.put(id, boot);
    }

    private CompletionStage<Map<String, Instant>> launches(List<String> ids, Lane lane) {
        if (ids.isEmpty()) {
            return CompletableFuture.completedStage(Map.of());
        }
        return region.readCompute(
                        lane,
                        "DescribeInstances",
                        client -> client.describeInstances(request -> request.filters(
                                Filter.builder().name("instance-id").values(ids).build())))
                .thenApply(found -> {
                    Map<String, Instant> launches = new HashMap<>();
                    found.reservations().stream()
                            .flatMap(reservation -> reservation.instances().stream())
                            .filter(instance -> ids.contains(instance.instanceId()))
                            .forEach(instance -> launches.put(instance.instanceId(), instance.launchTime()));
                    launches.forEach((id, at) -> remember(id, new Boot(at, false, null)));
                    return launches;
                });
    }

    /** Where the console cannot be read it says nothing. */
    private CompletionStage<Boolean> look(String id, Instant launchedAt, Lane lane) {
        Instant launched = remembered(id).map(Boot::launchedAt).orElse(launchedAt);
        return region.readCompute(
                        lane,
                        "GetConsoleOutput",
                        client -> client.getConsoleOutput(
                                request -> request.instanceId(id).latest(true)))
                .thenApply(answer -> decoded(answer.output()))
                .exceptionally(unread -> "")
                .thenApply(console -> {
                    String failure = BootReport.reason(console).orElse(null);
                    remember(id, new Boot(launched, failure == null && console.contains(UserData.DONE), failure));
                    return true;
                });
    }

    private static String decoded(@Nullable String base64) {
        return base64 == null ? "" : new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    }
}
