package io.ionroller.api.app;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** A certificate that vouches for itself, for nodes that live for seconds in one process. Made by the JDK's own tool. */
final class RehearsedCertificates {

    private static final String PASSWORD = "rehearsal";

    private RehearsedCertificates() {}

    /** @throws IOException also when this runtime has no {@code keytool} */
    static ClusterSettings.Tls make(Path folder) throws IOException {
        Path store = folder.resolve("node.p12");
        keytool(store);
        try (InputStream in = Files.newInputStream(store)) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(in, PASSWORD.toCharArray());
            Certificate certificate = keys.getCertificate("node");
            Path own = pem(folder.resolve("node.crt"), "CERTIFICATE", certificate.getEncoded());
            Path key = pem(
                    folder.resolve("node.key"),
                    "PRIVATE KEY",
                    keys.getKey("node", PASSWORD.toCharArray()).getEncoded());
            return new ClusterSettings.Tls(own, key, own);
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private static void keytool(Path store) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of("-genkeypair", "-alias", "node", "-keyalg", "RSA", "-dname", "CN=rehearsal"));
        command.addAll(List.of("-ext", "bc:c=ca:true", "-ext", "SAN=dns:rehearsal", "-validity", "1"));
        command.addAll(List.of("-keystore", store.toString(), "-storetype", "PKCS12", "-storepass", PASSWORD));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (process.waitFor() != 0) {
                throw new IOException("keytool made no certificate");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static Path pem(Path file, String what, byte[] encoded) throws IOException {
        String text = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(encoded);
        return Files.writeString(file, "-----BEGIN " + what + "-----\n" + text + "\n-----END " + what + "-----\n");
    }
}
