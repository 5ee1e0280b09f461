package io.ionroller.deploy.ec2.settings;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import io.ionroller.engine.json.Json;
import io.ionroller.engine.model.PlatformSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What {@code docs/aws-settings.md} says is what is read. */
final class SettingsPageTest {

    private static final Pattern EXAMPLE = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL);
    private static final Pattern ROW =
            Pattern.compile("^\\| `([a-zA-Z_.\\[\\]]+)` \\|[^|]*\\|[^|]*\\|[^|]*\\|[^|]*\\|$", Pattern.MULTILINE);

    @Test
    void everyExampleIsGood() throws IOException {
        assertThat(examples())
                .hasSizeGreaterThanOrEqualTo(3)
                .allSatisfy(example -> assertThat(Ec2Settings.check(example)).isEmpty());
    }

    @Test
    void theTablesNameEveryFieldThatIsReadAndNoOther() throws IOException {
        TreeSet<String> read = new TreeSet<>();
        for (PlatformSettings example : examples()) {
            Ec2Settings.fields(example).forEach(field -> read.add(ownNames(field)));
        }
        TreeSet<String> documented = new TreeSet<>();
        Matcher row = ROW.matcher(page());
        while (row.find()) {
            documented.add(row.group(1));
        }
        assertThat(documented).isEqualTo(read);
    }

    private static String ownNames(String field) {
        return field.replaceAll("^environment\\.[^.]+", "environment.NAME");
    }

    static List<PlatformSettings> examples() throws IOException {
        List<PlatformSettings> examples = new ArrayList<>();
        Matcher matcher = EXAMPLE.matcher(page());
        while (matcher.find()) {
            Map<String, Object> json = new LinkedHashMap<>(
                    Json.mapper().readValue(matcher.group(1), new TypeReference<Map<String, Object>>() {}));
            examples.add(new PlatformSettings(String.valueOf(json.remove("type")), json));
        }
        return examples;
    }

    private static String page() throws IOException {
        Path page = Path.of("docs/aws-settings.md");
        return Files.readString(Files.exists(page) ? page : Path.of("..").resolve(page));
    }
}
