package io.ionroller.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rules of CONTRIBUTING.md that can only be seen in the sources. */
final class SourceTreeTest {

    private static final int LONGEST_FILE = 300;
    private static final String EXCUSE = "Longer than 300 lines: ";
    private static final Pattern MARKDOWN_LINK = Pattern.compile("]\\((?!https?:|#)([^)#]+)(#[^)]*)?\\)");
    private static final Path ROOT = root();

    @Test
    void keepsEverySourceFileUnder300LinesOrSaysWhyNot() {
        assertThat(files(".java"))
                .isNotEmpty()
                .filteredOn(file -> lines(file).size() >= LONGEST_FILE)
                .filteredOn(file -> lines(file).stream().noneMatch(line -> line.contains(EXCUSE)))
                .as("files of %d lines and more without '%s'", LONGEST_FILE, EXCUSE)
                .isEmpty();
    }

    @Test
    void keepsEveryFileOfTheConsoleUnder300Lines() {
        assertThat(Stream.of(files(".js"), files(".css")).flatMap(List::stream))
                .isNotEmpty()
                .filteredOn(file -> lines(file).size() >= LONGEST_FILE)
                .as("files of %d lines and more", LONGEST_FILE)
                .isEmpty();
    }

    @Test
    void describesEveryPackageOfMainSources() {
        List<Path> packages = files(".java").stream()
                .filter(file -> file.toString().contains("/src/main/java/"))
                .map(Path::getParent)
                .distinct()
                .toList();
        assertThat(packages)
                .isNotEmpty()
                .allSatisfy(folder -> assertThat(folder.resolve("package-info.java"))
                        .content()
                        .contains("/**")
                        .contains("@NullMarked"));
    }

    @Test
    void linksOnlyToDocumentsThatExist() {
        assertThat(files(".md")).isNotEmpty().allSatisfy(document -> {
            List<String> dead = MARKDOWN_LINK
                    .matcher(String.join("\n", lines(document)))
                    .results()
                    .map(match -> match.group(1))
                    .filter(link -> !Files.exists(document.resolveSibling(link)))
                    .toList();
            assertThat(dead).as("dead links of %s", document).isEmpty();
        });
    }

    private static List<Path> files(String ending) {
        try (Stream<Path> all = Files.find(ROOT, 20, (file, attributes) -> attributes.isRegularFile())) {
            return all.filter(file -> file.toString().endsWith(ending))
                    .filter(file -> !ROOT.relativize(file).toString().matches("(.*/)?(target|\\.git)/.*"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("mvnw"))) {
            folder = folder.getParent();
        }
        return folder;
    }
}
