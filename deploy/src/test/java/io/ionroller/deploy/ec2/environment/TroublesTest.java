package io.ionroller.deploy.ec2.environment;

import static org.assertj.core.api.Assertions.assertThat;

import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.platform.InstanceObservation;
import io.ionroller.engine.platform.InstanceObservation.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class TroublesTest {

    private static final EnvironmentId HELLO_2 = EnvironmentId.parse("hello-2");
    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

    private final Map<String, CompletableFuture<String>> consoles = new HashMap<>();
    private final List<String> read = new ArrayList<>();
    private final Troubles troubles = new Troubles(new Consoles(this::read, Duration.ofMinutes(1)));

    private CompletableFuture<String> read(String instance) {
        read.add(instance);
        return consoles.getOrDefault(instance, CompletableFuture.completedFuture("Linux\n"));
    }

    private List<String> details(int second, InstanceObservation... instances) {
        return troubles.told(HELLO_2, List.of(instances), START.plusSeconds(second)).stream()
                .map(InstanceObservation::detail)
                .toList();
    }

    private static InstanceObservation instance(String name, State state) {
        return new InstanceObservation(name, state, name, state == State.UNHEALTHY ? "Target.Timeout" : "");
    }

    private static InstanceObservation unhealthy(String name) {
        return instance(name, State.UNHEALTHY);
    }

    @Test
    void readsNoConsoleOfWhatIsHealthyOrStarts() {
        details(0, instance("i-1", State.HEALTHY), instance("i-2", State.STARTING), instance("i-3", State.EXITED));

        assertThat(read).isEmpty();
    }

    @Test
    void tellsWhatTheConsoleSaidAsSoonAsItIsKnownAndReadsItNoMore() {
        CompletableFuture<String> console = new CompletableFuture<>();
        consoles.put("i-1", console);
        assertThat(details(0, unhealthy("i-1"))).containsExactly("Target.Timeout");

        console.complete("IONROLLER-BOOT-FAILED: the AMI has no docker\n");

        assertThat(details(5, unhealthy("i-1")))
                .containsExactly("Target.Timeout; it did not boot: the AMI has no docker");
        details(500, unhealthy("i-1"));
        assertThat(read).containsExactly("i-1");
    }

    @Test
    void readsAConsoleThatSaidNothingAfterAMinuteThenAfterTwo() {
        List<Integer> seconds = new ArrayList<>();
        for (int second = 0; second <= 200; second += 5) {
            int before = read.size();
            details(second, unhealthy("i-1"));
            if (read.size() > before) {
                seconds.add(second);
            }
        }

        assertThat(seconds).containsExactly(0, 60, 180);
    }

    @Test
    void aConsoleThatCannotBeReadIsNotReadAtOnceAgain() {
        consoles.put("i-1", CompletableFuture.failedFuture(new IllegalStateException("denied")));

        assertThat(details(0, unhealthy("i-1"))).containsExactly("Target.Timeout");
        details(59, unhealthy("i-1"));
        assertThat(read).hasSize(1);
    }

    @Test
    void readsTheConsolesOfThreeWhereManyFail() {
        details(0, unhealthy("i-1"), unhealthy("i-2"), unhealthy("i-3"), unhealthy("i-4"), unhealthy("i-5"));

        assertThat(read).containsExactly("i-1", "i-2", "i-3");
    }

    @Test
    void theNextInstanceTellsOfTheOneBeforeItAlsoWhatIsKnownOnlyNow() {
        CompletableFuture<String> console = new CompletableFuture<>();
        consoles.put("i-1", console);
        details(0, unhealthy("i-1"));
        console.complete("IONROLLER-BOOT-FAILED: no docker\n");

        assertThat(details(5, instance("i-2", State.STARTING)))
                .containsExactly("; one before it: Target.Timeout; it did not boot: no docker");
        details(10, instance("i-2", State.HEALTHY));
        assertThat(details(15, instance("i-3", State.STARTING))).containsExactly("");
    }
}
