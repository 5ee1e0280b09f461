package io.ionroller.api.view;

import org.jspecify.annotations.Nullable;

/**
 * What a request would lead to if it were sent now.
 *
 * @param action {@code promote}, {@code promote-full}, {@code pause}, {@code resume}, {@code abort} or {@code rollback}
 * @param possible whether it would be accepted
 * @param code of the refusal; absent when it would be accepted
 * @param sentence what would happen, or why it would be refused
 */
public record ActionView(
        String action, boolean possible, @Nullable String code, String sentence) {}
