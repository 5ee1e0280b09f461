package io.ionroller.deploy.registry;

/** What a registry says of a tag. */
public sealed interface TagAnswer {

    /** The tag names this image. */
    record Found(String digest) implements TagAnswer {}

    /** There is no such tag, or no such repository. */
    record Missing() implements TagAnswer {}

    /**
     * Not everybody may read it. Some registries say so of what is not there, too.
     *
     * @param said the registry's answer, such as {@code HTTP 401}
     */
    record Refused(String said) implements TagAnswer {}
}
