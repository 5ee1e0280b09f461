package io.ionroller.engine.model;

import static io.ionroller.engine.model.Permission.*;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A set of permissions under a name. Whoever releases need not be who lets a waiting rollout go on: a deployer cannot promote, an
 * approver cannot release, and neither can change the configuration that says where a person must promote.
 */
public enum Role {
    VIEWER(READ, READ_EVENTS, READ_CLUSTER, AUDIT),
    DEPLOYER(READ, READ_EVENTS, READ_CLUSTER, AUDIT, READ_OUTPUT, RELEASE, STOP),
    APPROVER(READ, READ_EVENTS, READ_CLUSTER, AUDIT, READ_OUTPUT, PROMOTE, STOP),
    ADMIN(EnumSet.complementOf(EnumSet.of(NONE)).toArray(Permission[]::new));

    private final Set<Permission> permissions;

    Role(Permission... permissions) {
        this.permissions = Collections.unmodifiableSet(EnumSet.copyOf(Arrays.asList(permissions)));
    }

    public Set<Permission> permissions() {
        return permissions;
    }

    /** As people write it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** All roles as people write them, with commas between. */
    public static String all() {
        return Arrays.stream(values()).map(Role::text).collect(Collectors.joining(", "));
    }

    /** Names of the roles that have a permission, with commas between. */
    public static String with(Permission permission) {
        return Arrays.stream(values())
                .filter(role -> role.permissions.contains(permission))
                .map(Role::text)
                .collect(Collectors.joining(", "));
    }

    /**
     * Reads {@link #text()}.
     *
     * @throws InvalidValueException if there is no such role
     */
    public static Role of(String text) {
        return Arrays.stream(values())
                .filter(role -> role.text().equals(text))
                .findFirst()
                .orElseThrow(() -> new InvalidValueException("role", '"' + text + '"', "one of " + all()));
    }
}
