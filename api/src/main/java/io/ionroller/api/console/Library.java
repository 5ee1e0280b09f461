package io.ionroller.api.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * A JavaScript library in an archive of Maven Central, and those of its files that the console uses. Its version is that of
 * the parent pom: the archive says it itself.
 *
 * @param name under which the console imports it: {@code lib/<name>/}
 * @param coordinates group and artifact, with a slash between
 * @param folder where its files are in the archive; {@code %s} is the version
 */
record Library(String name, String coordinates, String folder, List<String> files) {

    /** All that the console is built on (ADR 0021). */
    static final List<Library> ALL = List.of(
            new Library(
                    "lit-html",
                    "org.mvnpm/lit-html",
                    "META-INF/resources/_static/lit-html/%s/",
                    List.of(
                            "lit-html.js",
                            "directive.js",
                            "directive-helpers.js",
                            "directives/live.js",
                            "directives/repeat.js")),
            new Library(
                    "uplot",
                    "org.webjars.npm/uplot",
                    "META-INF/resources/webjars/uplot/%s/dist/",
                    List.of("uPlot.esm.js", "uPlot.min.css")));

    Stream<Asset> assets() {
        String from = folder.formatted(version());
        return files.stream().map(file -> Asset.of("lib/" + name + "/" + file, read(from + file)));
    }

    private String version() {
        Properties properties = new Properties();
        try (InputStream in = open("META-INF/maven/" + coordinates + "/pom.properties")) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version");
    }

    private static byte[] read(String resource) {
        try (InputStream in = open(resource)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream open(String resource) {
        InputStream in = Library.class.getClassLoader().getResourceAsStream(resource);
        if (in == null) {
            throw new IllegalStateException("the class path has no " + resource + ", which the console needs");
        }
        return in;
    }
}
