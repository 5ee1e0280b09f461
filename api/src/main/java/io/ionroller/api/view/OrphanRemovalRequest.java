package io.ionroller.api.view;

import org.jspecify.annotations.Nullable;

/**
 * {@code POST /platforms/{p}/orphans/removal}.
 *
 * @param neverReleased also those of releases that the journal does not have; absent for no
 */
public record OrphanRemovalRequest(@Nullable Boolean neverReleased) {}
