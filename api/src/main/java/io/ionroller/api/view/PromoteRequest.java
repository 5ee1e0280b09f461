package io.ionroller.api.view;

import org.jspecify.annotations.Nullable;

/**
 * {@code POST /services/{s}/rollout/promote}.
 *
 * @param full skip all remaining steps too; absent for no
 */
public record PromoteRequest(@Nullable Boolean full) {}
