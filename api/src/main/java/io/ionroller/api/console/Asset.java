package io.ionroller.api.console;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.zip.GZIPOutputStream;
import org.apache.pekko.http.javadsl.model.ContentType;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpCharsets;
import org.apache.pekko.http.javadsl.model.MediaTypes;
import org.apache.pekko.util.ByteString;

/**
 * One file of the console, ready to be sent.
 *
 * @param path below the folder of assets, such as {@code views/fleet.js}
 * @param integrity what a browser compares the content with, such as {@code sha384-...}
 */
record Asset(String path, ContentType type, ByteString plain, ByteString gzipped, String integrity) {

    static Asset of(String path, byte[] content) {
        return new Asset(
                path,
                type(path),
                ByteString.fromArray(content),
                ByteString.fromArray(gzip(content)),
                integrity(content));
    }

    boolean isModule() {
        return path.endsWith(".js");
    }

    private static ContentType type(String path) {
        return switch (path.substring(path.lastIndexOf('.') + 1)) {
            case "js" -> ContentTypes.create(MediaTypes.APPLICATION_JAVASCRIPT, HttpCharsets.UTF_8);
            case "css" -> ContentTypes.create(MediaTypes.TEXT_CSS, HttpCharsets.UTF_8);
            case "svg" -> ContentTypes.create(MediaTypes.IMAGE_SVG_XML);
            case "html" -> ContentTypes.TEXT_HTML_UTF8;
            default -> throw new IllegalArgumentException("no media type is known for " + path);
        };
    }

    private static byte[] gzip(byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static String integrity(byte[] content) {
        try {
            return "sha384-"
                    + Base64.getEncoder()
                            .encodeToString(MessageDigest.getInstance("SHA-384").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-384", e);
        }
    }
}
