package io.ionroller.api.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All files of the console, read once at the start and kept in memory. Their addresses hold a hash over all of them, so that
 * a browser may keep them for ever and modules of two versions never meet. Immutable.
 */
final class Assets {

    private static final String FOLDER = "files";
    private static final String PAGE = "index.html";
    private static final int HASH_LENGTH = 16;

    private final SortedMap<String, Asset> files;
    private final String hash;
    private final Asset page;

    private Assets(SortedMap<String, Asset> files, String template) {
        this.files = files;
        this.hash = hash(files, template);
        this.page = Asset.of(PAGE, filled(template).getBytes(StandardCharsets.UTF_8));
    }

    static Assets load() {
        SortedMap<String, Asset> files = new TreeMap<>();
        String template = "";
        for (Map.Entry<String, byte[]> own : own().entrySet()) {
            if (own.getKey().equals(PAGE)) {
                template = new String(own.getValue(), StandardCharsets.UTF_8);
            } else {
                files.put(own.getKey(), Asset.of(own.getKey(), own.getValue()));
            }
        }
        Library.ALL.stream().flatMap(Library::assets).forEach(asset -> files.put(asset.path(), asset));
        return new Assets(files, template);
    }

    /** The page that the console is; the same at every address of it. */
    Asset page() {
        return page;
    }

    /** Name of the version of all files together. */
    String hash() {
        return hash;
    }

    /** A file of this version; empty when there is none of that name. */
    Optional<Asset> file(String path) {
        return Optional.ofNullable(files.get(path));
    }

    private String address(String path) {
        return "/ui/assets/" + hash + "/" + path;
    }

    /** Every file that the page needs is named with its address and its hash. */
    private String filled(String template) {
        Set<String> first = Imports.of("app.js", files);
        String filled = template.replace("{{preloads}}", preloads(asset -> first.contains(asset.path())))
                .replace("{{later preloads}}", preloads(asset -> !first.contains(asset.path())));
        for (Asset asset : files.values()) {
            filled = filled.replace("{{" + asset.path() + "}}", address(asset.path()))
                    .replace("{{integrity " + asset.path() + "}}", asset.integrity());
        }
        return filled;
    }

    /** So that the browser loads modules side by side and compares each with its hash. */
    private String preloads(Predicate<Asset> which) {
        return files.values().stream()
                .filter(Asset::isModule)
                .filter(which)
                .map(asset -> "<link rel=\"modulepreload\" href=\"" + address(asset.path()) + "\" integrity=\""
                        + asset.integrity() + "\">")
                .collect(Collectors.joining("\n"));
    }

    private static SortedMap<String, byte[]> own() {
        URL folder = Objects.requireNonNull(Assets.class.getResource(FOLDER + "/" + PAGE), "the console's page");
        try {
            URI page = folder.toURI();
            if (!"jar".equals(page.getScheme())) {
                return own(Path.of(page).resolveSibling(""));
            }
            try (FileSystem archive = FileSystems.newFileSystem(page, Map.of())) {
                return own(archive.getPath(Assets.class.getPackageName().replace('.', '/'), FOLDER));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static SortedMap<String, byte[]> own(Path folder) throws IOException {
        SortedMap<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> found = Files.walk(folder)) {
            for (Path file : found.filter(Files::isRegularFile).toList()) {
                files.put(folder.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
            }
        }
        return files;
    }

    private static String hash(SortedMap<String, Asset> files, String template) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(template.getBytes(StandardCharsets.UTF_8));
            files.forEach((path, asset) ->
                    digest.update((path + "\n" + asset.integrity() + "\n").getBytes(StandardCharsets.UTF_8)));
            return HexFormat.of().formatHex(digest.digest()).substring(0, HASH_LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
