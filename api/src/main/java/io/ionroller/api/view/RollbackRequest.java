package io.ionroller.api.view;

import org.jspecify.annotations.Nullable;

/**
 * {@code POST /services/{s}/rollback}.
 *
 * @param version what to go back to; absent for the release before
 */
public record RollbackRequest(@Nullable String version) {}
