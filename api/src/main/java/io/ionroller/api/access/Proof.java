package io.ionroller.api.access;

/** What a credential proves. */
public sealed interface Proof {

    /** Who asks. */
    record Proven(Identity identity) implements Proof {}

    /**
     * Nothing.
     *
     * @param code stable, kebab-case; part of the API
     * @param sentence what is the matter; nothing that helps to guess a credential
     */
    record Disproven(String code, String sentence) implements Proof {}

    /** It cannot be told now, because what is known about credentials is too old. */
    record Unknowable(String sentence) implements Proof {}
}
