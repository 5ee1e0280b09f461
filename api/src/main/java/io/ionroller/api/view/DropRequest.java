package io.ionroller.api.view;

import org.jspecify.annotations.Nullable;

/**
 * {@code POST /services/{s}/drop}.
 *
 * @param version whose environments are removed
 * @param force also when they are in use; absent for no
 */
public record DropRequest(String version, @Nullable Boolean force) {}
