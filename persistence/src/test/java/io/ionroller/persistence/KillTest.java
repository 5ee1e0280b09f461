package io.ionroller.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.ionroller.engine.query.LoggedEvent;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Kills a process with SIGKILL while it stores events, again and again, and looks for every acknowledged one. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class KillTest {

    private static final int ROUNDS = 5;

    @TempDir
    private Path folder;

    /** The newest acknowledged number of each service. */
    private final Map<String, Long> acknowledged = new HashMap<>();

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = 1)
    void everyAcknowledgedEventOutlivesAKill(long seed) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 1; round <= ROUNDS; round++) {
            int writes = random.nextInt(1, 1_500);

            killAfter(writes);

            checkJournal();
        }
        assertThat(acknowledged).hasSize(KillTarget.ENTITIES);
    }

    private void killAfter(int writes) throws IOException, InterruptedException {
        Process process = Jvm.of(KillTarget.class, folder.toString());
        try (BufferedReader out = process.inputReader()) {
            int seen = 0;
            String line = out.readLine();
            while (line != null) {
                seen += line.startsWith("recovered") ? 0 : 1;
                note(line);
                if (seen == writes) {
                    // by its handle: Process.destroyForcibly would close the pipe with what is still in it
                    process.toHandle().destroyForcibly();
                }
                // lines that were in the pipe when it died are acknowledgements too
                line = lastLineMayBeCut(out);
            }
            assertThat(seen).isGreaterThanOrEqualTo(writes);
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.waitFor()).as("killed by SIGKILL").isEqualTo(128 + 9);
    }

    private static String lastLineMayBeCut(BufferedReader out) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = out.read(); c >= 0; c = out.read()) {
            if (c == '\n') {
                return line.toString();
            }
            line.append((char) c);
        }
        return null;
    }

    private void note(String line) {
        String[] words = line.split(" ");
        if (words[0].equals("recovered")) {
            assertThat(Long.parseLong(words[2]))
                    .as(line)
                    .isGreaterThanOrEqualTo(acknowledged.getOrDefault(words[1], 0L));
        } else {
            acknowledged.merge(words[0], Long.parseLong(words[1]), Math::max);
        }
    }

    private void checkJournal() {
        try (Store store = Store.open(StoreSettings.embedded(folder))) {
            Map<String, Long> stored = new HashMap<>();
            long offset = 0;
            for (LoggedEvent event : Events.all(store)) {
                offset++;
                assertThat(event.offset()).isEqualTo(offset);
                assertThat(event.sequence())
                        .isEqualTo(stored.merge(event.event().service().value(), 1L, Long::sum));
            }
            acknowledged.forEach((service, number) ->
                    assertThat(stored.getOrDefault(service, 0L)).as(service).isGreaterThanOrEqualTo(number));
        }
    }
}
