package io.ionroller.api.console;

import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Which modules a module needs before it can run. What it imports later, with {@code import(...)}, is not among them. */
final class Imports {

    private static final Pattern IMPORT = Pattern.compile("(?:from|import)\\s*[\"'](\\.{1,2}/[^\"']+)[\"']");

    private Imports() {}

    /**
     * Paths of the module and of all that it imports, directly or not.
     *
     * @throws IllegalStateException if one of them is missing
     */
    static Set<String> of(String module, Map<String, Asset> files) {
        Set<String> found = new LinkedHashSet<>();
        Deque<String> ahead = new ArrayDeque<>(Set.of(module));
        while (!ahead.isEmpty()) {
            String path = ahead.remove();
            Asset asset = files.get(path);
            if (asset == null) {
                throw new IllegalStateException(
                        "the console has no file " + path + ", which one of its modules imports");
            }
            if (found.add(path)) {
                URI here = URI.create(path);
                IMPORT.matcher(asset.plain().utf8String())
                        .results()
                        .map((MatchResult match) -> here.resolve(match.group(1)).toString())
                        .forEach(ahead::add);
            }
        }
        return found;
    }
}
