package io.ionroller.deploy.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OutputLogTest {

    @TempDir
    Path slot;

    @Test
    void keepsTheLastLinesThroughARotation() throws IOException {
        try (OutputStream out =
                Files.newOutputStream(OutputLog.file(slot), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            for (int i = 0; i < 1_000; i++) {
                out.write(("line " + i + "\n").getBytes(StandardCharsets.UTF_8));
            }
            OutputLog.bound(slot, 100_000);
            assertThat(Files.exists(OutputLog.older(slot))).isFalse();
            OutputLog.bound(slot, 1_000);
            out.write("after\n".getBytes(StandardCharsets.UTF_8));
        }
        assertThat(Files.size(OutputLog.file(slot))).isEqualTo(6);
        assertThat(OutputLog.tail(slot, 3)).containsExactly("line 998", "line 999", "after");
        assertThat(OutputLog.tail(slot, 1)).containsExactly("after");
        assertThat(OutputLog.tail(slot, 10_000)).hasSize(1_001);
    }

    @Test
    void longLinesAreCut() throws IOException {
        Files.writeString(OutputLog.file(slot), "x".repeat(100_000) + "\nshort\n");
        assertThat(OutputLog.tail(slot, 1)).containsExactly("short");
        assertThat(OutputLog.tail(slot, 100).getFirst()).hasSize(8_195);
    }
}
