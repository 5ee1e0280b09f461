package io.ionroller.api.view;

/**
 * A level for a logger.
 *
 * @param level trace, debug, info, warn, error or off
 */
public record LogLevelRequest(String level) {}
