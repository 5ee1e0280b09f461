package io.ionroller.api.view;

/**
 * A request for a session of the console.
 *
 * @param token what proves who asks
 */
public record SessionRequest(String token) {}
