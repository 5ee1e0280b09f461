package io.ionroller.engine.model;

/**
 * What is stored of a secret.
 *
 * @param salt hexadecimal
 * @param hash SHA-256 of salt and secret, hexadecimal
 */
public record SaltedHash(String salt, String hash) {

    @Override
    public String toString() {
        return "(not shown)";
    }
}
