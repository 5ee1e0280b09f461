package io.ionroller.api.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who asks, and what it may do.
 *
 * @param user as events name it; absent where no credential is needed: then whatever the header {@code User} says
 */
public record SessionView(@Nullable String user, List<GrantView> roles) {

    /**
     * A role on some services.
     *
     * @param permissions what it allows there
     */
    public record GrantView(String role, String services, List<String> permissions) {}
}
