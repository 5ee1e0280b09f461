package io.ionroller.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A certificate for all nodes, its key, and the authority that has made it, as PEM files. Made with the JDK's own tool.
 */
public record NodeCertificates(Path certificate, Path key, Path authority) {

    private static final String PASSWORD = "changeit";

    /** Makes an authority and a certificate of this name. */
    public static NodeCertificates make(Path folder, String name) throws IOException {
        Path authorities = Files.createDirectories(folder).resolve("authority.p12");
        Path nodes = folder.resolve("node.p12");
        keytool(
                authorities,
                "-genkeypair",
                "-alias",
                "ca",
                "-keyalg",
                "EC",
                "-dname",
                "CN=authority",
                "-ext",
                "bc:c=ca:true");
        keytool(nodes, "-genkeypair", "-alias", "node", "-keyalg", "RSA", "-dname", "CN=" + name);
        Path request = folder.resolve("node.csr");
        keytool(nodes, "-certreq", "-alias", "node", "-file", request.toString());
        Path certificate = folder.resolve("node.crt");
        keytool(
                authorities,
                "-gencert",
                "-alias",
                "ca",
                "-infile",
                request.toString(),
                "-outfile",
                certificate.toString(),
                "-rfc",
                "-ext",
                "SAN=dns:" + name,
                "-validity",
                "2");
        Path authority = folder.resolve("ca.crt");
        keytool(authorities, "-exportcert", "-alias", "ca", "-rfc", "-file", authority.toString());
        return new NodeCertificates(certificate, key(nodes, folder.resolve("node.key")), authority);
    }

    /** As system properties of a node. */
    public List<String> options() {
        return List.of(
                "-Dionroller.cluster.tls.certificate=" + certificate,
                "-Dionroller.cluster.tls.key=" + key,
                "-Dionroller.cluster.tls.authorities=" + authority);
    }

    /** As settings of a node. */
    public String settings() {
        return "ionroller.cluster.tls { certificate = \"%s\", key = \"%s\", authorities = \"%s\" }"
                .formatted(certificate, key, authority);
    }

    private static void keytool(Path store, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-keystore", store.toString(), "-storetype", "PKCS12", "-storepass", PASSWORD));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (process.waitFor() != 0) {
                throw new IOException("keytool failed: " + command);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static Path key(Path store, Path file) throws IOException {
        try (InputStream in = Files.newInputStream(store)) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(in, PASSWORD.toCharArray());
            byte[] encoded = keys.getKey("node", PASSWORD.toCharArray()).getEncoded();
            String text = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                    .encodeToString(encoded);
            return Files.writeString(file, "-----BEGIN PRIVATE KEY-----\n" + text + "\n-----END PRIVATE KEY-----\n");
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }
}
