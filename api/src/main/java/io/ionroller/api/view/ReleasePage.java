package io.ionroller.api.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /services/{s}/releases}: one page, newest first.
 *
 * @param next path and query of the following page; absent on the last one
 */
public record ReleasePage(
        List<ReleaseView> releases, @Nullable String next) {}
