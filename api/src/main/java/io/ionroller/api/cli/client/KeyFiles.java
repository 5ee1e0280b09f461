package io.ionroller.api.cli.client;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Set;

/** A pair of Ed25519 keys in two PEM files (PKCS #8 and X.509), as OpenSSL reads them. */
public record KeyFiles(Path privateKey, Path publicKey) {

    private static final String BEGIN = "-----BEGIN PUBLIC KEY-----";
    private static final String END = "-----END PUBLIC KEY-----";

    /**
     * Makes a pair in a folder; the private key can be read by its owner only.
     *
     * @throws java.nio.file.FileAlreadyExistsException if one of the files is there; nothing is overwritten
     */
    public static KeyFiles generate(Path folder) throws IOException {
        Files.createDirectories(folder.toAbsolutePath());
        Path secret = folder.resolve("ionroller-audit-private.pem");
        Path open = folder.resolve("ionroller-audit-public.pem");
        if (Files.exists(open)) {
            throw new java.nio.file.FileAlreadyExistsException(open.toString());
        }
        try {
            KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            boolean posix =
                    FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
            write(
                    secret,
                    pem("PRIVATE KEY", pair.getPrivate().getEncoded()),
                    posix
                            ? new FileAttribute<?>[] {
                                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                            }
                            : new FileAttribute<?>[0]);
            write(open, pem("PUBLIC KEY", pair.getPublic().getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK since 15 has Ed25519", e);
        }
        return new KeyFiles(secret, open);
    }

    /**
     * Reads a public key.
     *
     * @throws IllegalArgumentException saying what is wrong with the file
     */
    public static PublicKey publicKey(Path file) {
        try {
            String text = Files.readString(file, StandardCharsets.US_ASCII);
            int begin = text.indexOf(BEGIN);
            int end = text.indexOf(END);
            if (begin < 0 || end < begin) {
                throw new IllegalArgumentException(file + " is no public key: there is no line " + BEGIN);
            }
            byte[] encoded = Base64.getMimeDecoder().decode(text.substring(begin + BEGIN.length(), end));
            return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
        } catch (IOException e) {
            throw new IllegalArgumentException("the key " + file + " cannot be read: " + e, e);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(file + " is no Ed25519 key: " + e.getMessage(), e);
        }
    }

    private static void write(Path file, String text, FileAttribute<?>... attributes) throws IOException {
        try (SeekableByteChannel channel = Files.newByteChannel(
                file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), attributes)) {
            channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
        }
    }

    private static String pem(String kind, byte[] encoded) {
        return "-----BEGIN " + kind + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded) + "\n-----END " + kind
                + "-----\n";
    }
}
