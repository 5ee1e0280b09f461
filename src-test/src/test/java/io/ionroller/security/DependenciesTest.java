package io.ionroller.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What is shipped is what was looked at: every library with its version and its content stands in a list that is kept with the
 * source. Whoever changes one runs this with {@code -Dionroller.libraries.write=true}, reads the difference, and looks the new ones up
 * in a database of known weaknesses.
 */
final class DependenciesTest {

    private static final Path SHIPPED = Path.of("..", "api", "target", "app", "lib");
    private static final Path REVIEWED = Path.of("src", "test", "resources", "shipped-libraries.txt");

    @Test
    void everyShippedLibraryWasReviewed() throws Exception {
        Map<String, String> shipped = shipped();
        if (Boolean.getBoolean("ionroller.libraries.write")) {
            Files.writeString(
                    REVIEWED,
                    shipped.entrySet().stream()
                            .map(library -> library.getValue() + "  " + library.getKey() + "\n")
                            .collect(Collectors.joining()));
        }

        assertThat(shipped)
                .as("libraries changed: run this test with -Dionroller.libraries.write=true and review the difference")
                .isEqualTo(reviewed());
        assertThat(shipped.keySet()).noneMatch(name -> name.contains("SNAPSHOT"));
    }

    private static Map<String, String> shipped() throws Exception {
        Map<String, String> libraries = new TreeMap<>();
        try (Stream<Path> files = Files.list(SHIPPED)) {
            for (Path file : files.filter(DependenciesTest::foreign).toList()) {
                byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
                libraries.put(file.getFileName().toString(), HexFormat.of().formatHex(hash));
            }
        }
        return libraries;
    }

    private static boolean foreign(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(".jar") && !name.startsWith("ionroller");
    }

    private static Map<String, String> reviewed() throws IOException {
        List<String> lines = Files.readAllLines(REVIEWED);
        return lines.stream()
                .map(line -> line.split("  ", 2))
                .collect(Collectors.toMap(parts -> parts[1], parts -> parts[0], (one, two) -> one, TreeMap::new));
    }
}
