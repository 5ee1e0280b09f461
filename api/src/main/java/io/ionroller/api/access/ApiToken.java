package io.ionroller.api.access;

import io.ionroller.engine.model.SaltedHash;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * An API token: {@code ionr_}, an id of 10 letters and digits, a secret of 32, and a checksum of 6 by which a scanner for secrets
 * tells one from what only looks like it. Only the id and a salted hash are stored. The hash is a fast one on purpose: the secret
 * has 190 random bits, which nobody can guess however fast guesses are checked, and it is checked with every request.
 *
 * @param id under which it is known; no secret
 */
public record ApiToken(String id, String secret) {

    /** By which secret scanners know it. */
    public static final String PREFIX = "ionr_";

    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int ID_LENGTH = 10;
    private static final int SECRET_LENGTH = 32;
    private static final int CHECKSUM_LENGTH = 6;
    private static final int SALT_BYTES = 16;
    private static final Pattern SHAPE =
            Pattern.compile(PREFIX + "[0-9A-Za-z]{" + (ID_LENGTH + SECRET_LENGTH + CHECKSUM_LENGTH) + "}");

    /** A new one. */
    public static ApiToken random(SecureRandom random) {
        return new ApiToken(text(random, ID_LENGTH), text(random, SECRET_LENGTH));
    }

    /** Reads one; empty when it is none, or was copied wrongly. */
    public static Optional<ApiToken> parse(String text) {
        if (!SHAPE.matcher(text).matches()) {
            return Optional.empty();
        }
        int secretAt = PREFIX.length() + ID_LENGTH;
        ApiToken token = new ApiToken(
                text.substring(PREFIX.length(), secretAt), text.substring(secretAt, secretAt + SECRET_LENGTH));
        return token.text().equals(text) ? Optional.of(token) : Optional.empty();
    }

    /** The whole token, to be shown once. */
    public String text() {
        String content = PREFIX + id + secret;
        return content + checksum(content);
    }

    /** What is stored of it. */
    public SaltedHash hashed(SecureRandom random) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return new SaltedHash(HexFormat.of().formatHex(salt), hash(salt));
    }

    /** Whether it is the one of which this is stored; takes the same time whatever differs. */
    public boolean fits(SaltedHash stored) {
        byte[] own = hash(HexFormat.of().parseHex(stored.salt())).getBytes(StandardCharsets.US_ASCII);
        return MessageDigest.isEqual(own, stored.hash().getBytes(StandardCharsets.US_ASCII));
    }

    private String hash(byte[] salt) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(salt);
            return HexFormat.of().formatHex(digest.digest(secret.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static String text(SecureRandom random, int length) {
        return random.ints(length, 0, DIGITS.length())
                .collect(StringBuilder::new, (text, digit) -> text.append(DIGITS.charAt(digit)), StringBuilder::append)
                .toString();
    }

    private static String checksum(String content) {
        CRC32 sum = new CRC32();
        sum.update(content.getBytes(StandardCharsets.US_ASCII));
        StringBuilder text = new StringBuilder();
        for (long rest = sum.getValue(); text.length() < CHECKSUM_LENGTH; rest /= DIGITS.length()) {
            text.insert(0, DIGITS.charAt((int) (rest % DIGITS.length())));
        }
        return text.toString();
    }

    @Override
    public String toString() {
        return PREFIX + id + "...";
    }
}
