package io.ionroller.engine.rollout;

import static io.ionroller.engine.platform.InstanceObservation.State.UNHEALTHY;
import static io.ionroller.engine.rollout.Samples.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.ionroller.engine.model.ConflictPolicy;
import io.ionroller.engine.model.Version;
import io.ionroller.engine.rollout.ServiceCommand.*;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rejection of the machine: how it is met, and {@code docs/rejections.md}. */
class RejectionsTest {

    private static final Path SOURCES = Path.of("src/main/java/io/ionroller/engine/rollout");
    private static final Pattern CODE = Pattern.compile(
            "Refusals\\.\\w+\\(\\s*\"([a-z-]+)\"|" + "\\b(?:conflict|notFound|invalid)\\(\\s*\"([a-z-]+)\"");

    private static final Map<String, Supplier<MachineScenario>> WAYS = new TreeMap<>(Map.ofEntries(
            Map.entry("no-configuration", () -> MachineScenario.unknown().releases("1.0.0")),
            Map.entry("in-use", () -> one().when(new DeleteConfiguration())),
            Map.entry("unknown-revision", () -> one().when(new StartRelease(new Version("2.0.0"), 7))),
            Map.entry("already-in-flight", () -> canary().releases("2.0.0")),
            Map.entry("already-queued", () -> canary().releases("3.0.0").releases("3.0.0")),
            Map.entry("already-stable", () -> one().releases("1.0.0")),
            Map.entry(
                    "plan-outdated",
                    () -> one().when(new StartRelease(
                            new Version("2.0.0"),
                            null,
                            new PlannedOn("0000-0000-0000-0000-0000-0000-0000", List.of("the machine image"), null)))),
            Map.entry("plan-blocked", () -> blocked(one())),
            Map.entry("rollout-in-flight", () -> rejecting().releases("2.0.0").releases("3.0.0")),
            Map.entry(
                    "nothing-deployed",
                    () -> MachineScenario.configured(weight("100%")).rollsBack()),
            Map.entry("no-previous-release", () -> one().rollsBack()),
            Map.entry("unknown-version", () -> one().rollsBackTo("9.9.9")),
            Map.entry("already-rolling-back", () -> canary().aborts().aborts()),
            Map.entry("nothing-to-return-to", () -> firstWithTraffic().aborts()),
            Map.entry("no-rollout", () -> one().promotes()),
            Map.entry("held", () -> driftInCanary().promotes()),
            Map.entry("not-paused", () -> one().releases("2.0.0").promotes()),
            Map.entry("already-full", () -> firstWithTraffic().promotesInFull()),
            Map.entry("too-late", () -> firstWithTraffic().shifted().pauses()),
            Map.entry("already-paused", () -> canary().pauses()),
            Map.entry("candidate-unhealthy", () -> bothUnhealthy().resumes()),
            Map.entry("base-unhealthy", () -> canary().seenAs(1, UNHEALTHY).aborts()),
            Map.entry("nothing-to-drop", () -> one().drops("9.9.9")),
            Map.entry("environment-in-use", () -> one().drops("1.0.0"))));

    private static MachineScenario blocked(MachineScenario scenario) {
        Version next = new Version("2.0.0");
        String plan = PlanId.of(PlanId.factsOf(scenario.state(), next, null)).toString();
        return scenario.when(new StartRelease(
                next, null, new PlannedOn(plan, List.of(), List.of("platform.subnets: subnet-1 is not there"))));
    }

    private static MachineScenario one() {
        return MachineScenario.configured(weight("10%"), manualPause(), weight("100%"))
                .deployed("1.0.0");
    }

    /** 2.0.0 has 10% and waits for a person. */
    private static MachineScenario canary() {
        return one().releases("2.0.0").created().verified().shifted().phase(2, PhaseName.PAUSED);
    }

    private static MachineScenario rejecting() {
        return MachineScenario.configured(
                        configuration(ConflictPolicy.REJECT, Duration.ZERO, Duration.ofHours(1), weight("100%")))
                .deployed("1.0.0");
    }

    private static MachineScenario firstWithTraffic() {
        return MachineScenario.configured(weight("100%"))
                .releases("1.0.0")
                .created()
                .verified()
                .phase(1, PhaseName.SHIFTING);
    }

    private static MachineScenario driftInCanary() {
        return canary().somebodyElseRoutes(all(1)).routerIsWatched().held();
    }

    private static MachineScenario bothUnhealthy() {
        return canary().seenAs(1, UNHEALTHY).seenAs(2, UNHEALTHY).held();
    }

    static Stream<String> codes() {
        return WAYS.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("codes")
    void refusesWithCodeAndSentenceAndChangesNothing(String code) {
        MachineScenario scenario = WAYS.get(code).get();

        scenario.rejected(code);
        assertThat(scenario.events()).isEmpty();
        assertThat(scenario.rejection().sentence()).hasSizeGreaterThan(20).doesNotEndWith(".");
    }

    @Test
    void everyCodeInTheSourceIsMetHere() throws IOException {
        SortedSet<String> codes = new TreeSet<>();
        try (Stream<Path> files = Files.list(SOURCES)) {
            for (Path file : files.toList()) {
                Matcher matcher = CODE.matcher(Files.readString(file));
                while (matcher.find()) {
                    codes.add(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
                }
            }
        }
        assertThat(codes).isEqualTo(WAYS.keySet());
    }

    @Test
    void documentListsEveryCode() {
        StringBuilder table = new StringBuilder();
        WAYS.forEach((code, way) -> {
            Rejection rejection = way.get().rejection();
            table.append("| `%s` | %s | %s |\n".formatted(code, meaning(rejection.kind()), rejection.sentence()));
        });
        Documents.check("rejections.md", """
                # Rejections

                <!-- Made by RejectionsTest from the machine's own sentences; do not edit. -->

                Why a request about a service is refused. Nothing has changed then. The code is stable and part of the API; the
                sentence is for people and may change. Beside these the owner of a service refuses an idempotency key that came
                with another request (`idempotency-key-reused`, 422).

                | code | HTTP | example |
                |---|---|---|
                %s""".formatted(table), RejectionsTest.class);
    }

    private static String meaning(Rejection.Kind kind) {
        return switch (kind) {
            case NOT_FOUND -> "404, what it names does not exist";
            case CONFLICT -> "409, it does not fit the present state";
            case INVALID -> "422, it can never work as it is";
        };
    }
}
