package io.ionroller.api.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.apache.pekko.pki.pem.DERPrivateKeyLoader;
import org.apache.pekko.pki.pem.PEMDecoder;
import org.apache.pekko.pki.pem.PEMLoadingException;

/**
 * A certificate with its key, as it was in files at one moment.
 *
 * @param until when the certificate ends
 */
record PemIdentity(SSLContext context, Instant until) {

    private static final char[] NO_PASSWORD = {};

    /**
     * Reads it.
     *
     * @throws IOException naming the file and what is wrong with it
     */
    static PemIdentity read(TlsFiles files) throws IOException {
        Certificate[] chain = chain(files.certificate());
        PrivateKey key = key(files.key());
        try {
            if (!together(chain[0], key)) {
                throw new IOException(
                        files.key() + " is not the key of the first certificate in " + files.certificate());
            }
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("server", key, NO_PASSWORD, chain);
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, NO_PASSWORD);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return new PemIdentity(
                    context, ((X509Certificate) chain[0]).getNotAfter().toInstant());
        } catch (GeneralSecurityException e) {
            throw new IOException(
                    files.certificate() + " and " + files.key() + " cannot be used: " + e.getMessage(), e);
        }
    }

    private static Certificate[] chain(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            Collection<? extends Certificate> chain =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (chain.isEmpty()) {
                throw new IOException(file + " has no certificate, wanted PEM: -----BEGIN CERTIFICATE-----");
            }
            return chain.toArray(Certificate[]::new);
        } catch (GeneralSecurityException e) {
            throw new IOException(file + " is no certificate in PEM: " + e.getMessage(), e);
        }
    }

    private static PrivateKey key(Path file) throws IOException {
        String wanted = file + " is no private key in PEM, wanted -----BEGIN PRIVATE KEY-----, not encrypted";
        try {
            PEMDecoder.DERData key = PEMDecoder.decode(Files.readString(file));
            return key.label().equals("PRIVATE KEY") ? key(key.bytes()) : DERPrivateKeyLoader.load(key);
        } catch (PEMLoadingException | GeneralSecurityException e) {
            throw new IOException(wanted, e);
        }
    }

    /** The key says itself of which kind it is, but only to whoever asks for that kind. */
    private static PrivateKey key(byte[] encoded) throws GeneralSecurityException {
        GeneralSecurityException refused = new InvalidKeySpecException("of no known kind");
        for (String algorithm : List.of("RSA", "EC", "EdDSA")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
            } catch (InvalidKeySpecException e) {
                refused.addSuppressed(e);
            }
        }
        throw refused;
    }

    /** Files are replaced one after the other, so for a moment they may not belong together. */
    private static boolean together(Certificate certificate, PrivateKey key) throws GeneralSecurityException {
        byte[] sample = new byte[32];
        new SecureRandom().nextBytes(sample);
        Signature signature = Signature.getInstance(
                switch (key.getAlgorithm()) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    case String other -> other;
                });
        if (!certificate.getPublicKey().getAlgorithm().equals(key.getAlgorithm())) {
            return false;
        }
        signature.initSign(key);
        signature.update(sample);
        byte[] signed = signature.sign();
        signature.initVerify(certificate.getPublicKey());
        signature.update(sample);
        return signature.verify(signed);
    }
}
