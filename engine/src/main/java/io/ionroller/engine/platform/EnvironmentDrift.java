package io.ionroller.engine.platform;

/**
 * A part of an environment that is not as the engine made it: somebody else has changed it.
 *
 * @param was what it was made as, for a person
 * @param now what was found, for a person; the same text for the same finding, so that it is told once
 * @param restorable whether {@link Platform#restoreEnvironment} sets it right, by a call that may be repeated and harms nothing
 */
public record EnvironmentDrift(EnvironmentPart part, String was, String now, boolean restorable) {}
