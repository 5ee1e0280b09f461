package io.ionroller.api.view;

import org.jspecify.annotations.Nullable;

/**
 * {@code POST /services/{s}/plan}: what would a release do.
 *
 * @param version what would be released
 * @param revision configuration revision; absent for the newest
 */
public record PlanRequest(String version, @Nullable Integer revision) {}
