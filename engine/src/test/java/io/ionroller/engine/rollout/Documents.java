package io.ionroller.engine.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Documents that are made from the code: compared, or written anew when the build is run with {@code -Dionroller.update=true}. */
final class Documents {

    private Documents() {}

    /**
     * Compares a document with what it should be.
     *
     * @param name of the file in {@code docs}
     * @param test the class that writes it
     */
    static void check(String name, String wanted, Class<?> test) {
        Path file = Path.of("..", "docs", name);
        try {
            if (Boolean.getBoolean("ionroller.update")) {
                Files.writeString(file, wanted);
            }
            assertThat(Files.exists(file) ? Files.readString(file) : "")
                    .as(
                            "docs/%s is stale; write it anew with ./mvnw -pl engine -am test -Dtest=%s"
                                    + " -Dsurefire.failIfNoSpecifiedTests=false -Dionroller.update=true",
                            name, test.getSimpleName())
                    .isEqualTo(wanted);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
