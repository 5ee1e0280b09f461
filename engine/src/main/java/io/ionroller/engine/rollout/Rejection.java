package io.ionroller.engine.rollout;

/**
 * Why a request was refused; nothing has changed.
 *
 * @param code stable, kebab-case; part of the API
 * @param kind what a client should make of it
 * @param sentence what is the matter and what to do next
 */
public record Rejection(String code, Kind kind, String sentence) implements Outcome {

    /** The classes of rejections. */
    public enum Kind {
        /** What the request names does not exist. */
        NOT_FOUND,
        /** It does not fit the present state; it may fit later. */
        CONFLICT,
        /** It can never work as it is. */
        INVALID
    }
}
