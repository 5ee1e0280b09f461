package io.ionroller.api.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /services/{s}/configs}: one page of the history, newest first.
 *
 * @param next path and query of the following page; absent on the last one
 */
public record ConfigurationPage(
        List<ConfigurationView> configs, @Nullable String next) {}
