package io.ionroller.api.view;

import org.jspecify.annotations.Nullable;

/**
 * {@code POST /services/{s}/release}.
 *
 * @param version what to release
 * @param revision configuration revision; absent for the newest
 */
public record ReleaseRequest(String version, @Nullable Integer revision) {}
