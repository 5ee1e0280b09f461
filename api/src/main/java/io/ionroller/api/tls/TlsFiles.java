package io.ionroller.api.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The files that a server proves itself with.
 *
 * @param certificate PEM: its own certificate, then those between it and the authority
 * @param key PEM: the private key of the first, PKCS#8 or PKCS#1, not encrypted
 */
public record TlsFiles(Path certificate, Path key) {

    /** What changes when one of them is replaced. */
    Stamp stamp() throws IOException {
        return new Stamp(
                Files.getLastModifiedTime(certificate).toMillis(),
                Files.size(certificate),
                Files.getLastModifiedTime(key).toMillis(),
                Files.size(key));
    }

    /** Times and sizes of both. */
    record Stamp(long certificateTime, long certificateSize, long keyTime, long keySize) {}
}
