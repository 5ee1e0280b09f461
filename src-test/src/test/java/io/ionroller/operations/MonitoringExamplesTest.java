package io.ionroller.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.ionroller.engine.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The alert rules and the dashboard ask for figures that there are. */
final class MonitoringExamplesTest {

    private static final Path ROOT = Path.of("..");
    private static final Path EXAMPLES = ROOT.resolve("docs/operations/prometheus");
    private static final Pattern METRIC = Pattern.compile("ionroller_[a-z_]+");
    private static final Pattern METER = Pattern.compile("\"(ionroller(?:\\.[a-z]+)+)\"");
    private static final Pattern PART = Pattern.compile("_(bucket|count|sum|max|total|seconds)$");

    @Test
    void alertsAskForFiguresThatThereAre() throws IOException {
        JsonNode rules = new YAMLMapper()
                .readTree(EXAMPLES.resolve("alerts.yaml").toFile())
                .at("/groups/0/rules");
        assertThat(rules).isNotEmpty().allSatisfy(rule -> {
            assertThat(rule.at("/annotations/summary").asText()).isNotEmpty();
            assertThat(rule.at("/annotations/action").asText()).isNotEmpty();
        });
        List<String> asked = new ArrayList<>();
        rules.forEach(rule -> asked.add(rule.at("/expr").asText()));
        assertThat(names(asked)).isSubsetOf(meters());
    }

    @Test
    void theDashboardAsksForFiguresThatThereAre() throws IOException {
        List<String> asked = Json.mapper()
                .readTree(EXAMPLES.resolve("dashboard.json").toFile())
                .findValuesAsText("expr");
        assertThat(asked).isNotEmpty();
        assertThat(names(asked)).isSubsetOf(meters());
    }

    @Test
    void theTableOfFiguresIsComplete() throws IOException {
        assertThat(names(List.of(Files.readString(ROOT.resolve("docs/operations.md")))))
                .isEqualTo(meters());
    }

    private static Set<String> names(List<String> texts) {
        return texts.stream()
                .flatMap(text -> METRIC.matcher(text).results())
                .map(MatchResult::group)
                .map(MonitoringExamplesTest::withoutParts)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String withoutParts(String name) {
        String shorter = PART.matcher(name).replaceFirst("");
        return shorter.equals(name) ? name : withoutParts(shorter);
    }

    private static Set<String> meters() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT.resolve("api/src/main/java/io/ionroller/api/app"))) {
            Set<String> found = new TreeSet<>();
            for (Path file : files.filter(path -> path.toString().endsWith("Metrics.java")
                            || path.toString().endsWith("Times.java"))
                    .toList()) {
                METER.matcher(Files.readString(file))
                        .results()
                        .map(match -> match.group(1).replace('.', '_'))
                        .forEach(found::add);
            }
            return found;
        }
    }
}
