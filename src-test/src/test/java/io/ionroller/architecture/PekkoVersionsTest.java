package io.ionroller.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Takes the place of Pekko's own check, which knows no exception (ADR 0009). */
final class PekkoVersionsTest {

    private static final Pattern MODULE = Pattern.compile("pekko-([a-z0-9-]+?)_2\\.13-([0-9.]+)\\.jar");

    /** Modules with a version line of their own. */
    private static final Pattern OTHER_LINES = Pattern.compile("http.*|parsing|management.*|discovery-kubernetes-api");

    private static Stream<Matcher> modules() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> MODULE.matcher(new File(entry).getName()))
                .filter(Matcher::matches);
    }

    @Test
    void allModulesOfPekkoHaveOneVersionButDiscovery() {
        Set<String> versions = modules()
                .filter(module -> !OTHER_LINES.matcher(module.group(1)).matches()
                        && !module.group(1).equals("discovery"))
                .map(module -> module.group(2))
                .collect(Collectors.toSet());

        assertThat(versions).hasSize(1);
    }

    @Test
    void allModulesOfPekkoManagementHaveOneVersion() {
        Set<String> versions = modules()
                .filter(module -> module.group(1).matches("management.*|discovery-kubernetes-api"))
                .map(module -> module.group(2))
                .collect(Collectors.toSet());

        assertThat(versions).hasSize(1);
    }
}
