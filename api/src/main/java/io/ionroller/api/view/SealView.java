package io.ionroller.api.view;

/**
 * The second line of a checkpoint.
 *
 * @param algorithm {@code Ed25519}
 * @param signature of the bytes of the line before, without its end; in Base64
 */
public record SealView(String algorithm, String signature) {}
