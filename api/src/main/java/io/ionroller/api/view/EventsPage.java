package io.ionroller.api.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /events} and {@code GET /services/{s}/events}: one page in the order asked for.
 *
 * @param next path and query of the following page; absent when this page reached the end
 */
public record EventsPage(List<EventView> events, @Nullable String next) {}
