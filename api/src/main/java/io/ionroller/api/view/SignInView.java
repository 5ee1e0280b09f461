package io.ionroller.api.view;

import org.jspecify.annotations.Nullable;

/**
 * How one can sign in to the console: always with a token.
 *
 * @param provider name of the OpenID provider at which one can sign in ({@code /session/login}); absent when there is none
 */
public record SignInView(@Nullable String provider) {}
