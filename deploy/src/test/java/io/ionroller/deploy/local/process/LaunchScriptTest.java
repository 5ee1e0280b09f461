package io.ionroller.deploy.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The claim, as real processes fight for it. */
final class LaunchScriptTest {

    @TempDir
    Path slot;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void end() {
        started.forEach(Process::destroyForcibly);
    }

    @Test
    void oneOfManyBecomesTheInstance() throws Exception {
        for (int i = 0; i < 12; i++) {
            start(1, "sleep", "60");
        }
        for (Process process : started) {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
            while (process.isAlive() && !holds(process) && System.nanoTime() < end) {
                assertThat(process.waitFor(5, TimeUnit.MILLISECONDS)).isIn(true, false);
            }
        }
        List<Process> alive = started.stream().filter(Process::isAlive).toList();
        assertThat(alive).hasSize(1);
        assertThat(started.stream().filter(process -> !process.isAlive()).map(Process::exitValue))
                .hasSize(11)
                .containsOnly(LaunchScript.CLAIMED);
        Claim claim = Claim.newest(slot).orElseThrow();
        assertThat(claim.pid()).isEqualTo(alive.getFirst().pid());
        assertThat(claim.alive()).isTrue();
        assertThat(claim.port()).isEqualTo(20_001);
    }

    @Test
    void aClosedSlotCannotBeClaimed() throws Exception {
        assertThat(Claim.close(slot, 1)).isTrue();
        assertThat(Claim.close(slot, 1)).isFalse();
        Process late = start(1, "sleep", "60");
        assertThat(late.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(late.exitValue()).isEqualTo(LaunchScript.CLAIMED);
        assertThat(Claim.newest(slot).orElseThrow().alive()).isFalse();
    }

    @Test
    void aSlotWhoseFolderIsGoneCannotBeClaimed() throws Exception {
        Process late = LaunchScript.start(
                new LaunchScript.Order(slot.resolve("gone"), 1, 20_001, List.of("sleep", "60"), Map.of(), null));
        started.add(late);
        assertThat(late.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(late.exitValue()).isNotZero();
    }

    @Test
    void anEmptyClaimBelongsToNobody() throws IOException {
        Files.createFile(Claim.file(slot, 7));
        Claim claim = Claim.newest(slot).orElseThrow();
        assertThat(claim.generation()).isEqualTo(7);
        assertThat(claim.alive()).isFalse();
    }

    @Test
    void anotherProcessWithTheSameNumberIsNotTheInstance() throws Exception {
        Process process = start(1, "sleep", "60");
        while (Claim.newest(slot).isEmpty()) {
            assertThat(process.waitFor(2, TimeUnit.MILLISECONDS)).isFalse();
        }
        Claim claim = Claim.newest(slot).orElseThrow();
        Claim older = new Claim(1, claim.pid(), claim.port(), "1" + claim.token());
        assertThat(claim.alive()).isTrue();
        assertThat(older.alive()).isFalse();
        Termination.end(older, java.time.Duration.ZERO);
        assertThat(process.isAlive()).isTrue();
        Termination.end(claim, java.time.Duration.ofSeconds(5));
        assertThat(claim.alive()).isFalse();
    }

    private Process start(long generation, String... command) throws IOException {
        Process process =
                LaunchScript.start(new LaunchScript.Order(slot, generation, 20_001, List.of(command), Map.of(), null));
        started.add(process);
        return process;
    }

    private boolean holds(Process process) throws IOException {
        return Claim.newest(slot).map(claim -> claim.pid() == process.pid()).orElse(false);
    }
}
