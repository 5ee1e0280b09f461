package io.ionroller.api.view;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One stored configuration.
 *
 * @param revision number within the service, from 1
 * @param timestamp when it was accepted
 * @param user who put it; only where the answer comes from the history
 * @param configuration the whole document, with the strategy expanded and the standard values filled in
 */
public record ConfigurationView(
        String service,
        int revision,
        Instant timestamp,
        @Nullable String user,
        JsonNode configuration) {}
