package io.ionroller.api.view;

import org.jspecify.annotations.Nullable;

/**
 * {@code POST /services/{s}/release}.
 *
 * @param version what to release
 * @param revision configuration revision; absent for the newest
 * @param plan id of the plan that was looked at: refused if anything has moved since; absent to release without
 */
public record ReleaseRequest(
        String version,
        @Nullable Integer revision,
        @Nullable String plan) {}
