package io.ionroller.api.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /services}: one page, in order of name.
 *
 * @param next path and query of the following page; absent on the last one
 */
public record ServicePage(
        List<ServiceLine> services, @Nullable String next) {}
