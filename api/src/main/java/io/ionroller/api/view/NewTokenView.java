package io.ionroller.api.view;

/**
 * A new API token.
 *
 * @param secret the token itself, shown here and never again
 */
public record NewTokenView(TokenView token, String secret) {}
