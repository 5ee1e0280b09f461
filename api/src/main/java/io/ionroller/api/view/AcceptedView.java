package io.ionroller.api.view;

import org.jspecify.annotations.Nullable;

/**
 * The answer to every accepted request.
 *
 * @param release number of the release it accepted or acted on; absent when it is about none
 * @param revision the configuration revision it stored; absent when it stored none
 * @param mode of a rollback: {@code warm} (traffic goes back to an environment that is still there) or {@code cold} (a new
 *     environment is made); absent otherwise
 * @param sentence what happens now, for a person
 */
public record AcceptedView(
        @Nullable Long release,
        @Nullable Integer revision,
        @Nullable String mode,
        String sentence) {

    public static final String WARM = "warm";
    public static final String COLD = "cold";
}
