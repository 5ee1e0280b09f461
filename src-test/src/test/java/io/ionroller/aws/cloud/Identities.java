package io.ionroller.aws.cloud;

import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.iam.model.InstanceProfile;
import software.amazon.awssdk.services.iam.model.Role;

/** An account's roles and instance profiles. */
final class Identities {

    /**
     * Who may take a role.
     *
     * @param trusted accounts whose principals may; {@code *} is every one
     * @param longest session in seconds, 3600-43200
     */
    record Trust(Set<String> trusted, Optional<String> externalId, int longest) {}

    final Table<Role> roles;
    final Table<Trust> trusts;
    final Table<InstanceProfile> profiles;

    Identities(Cloud cloud) {
        this.roles = cloud.table();
        this.trusts = cloud.table();
        this.profiles = cloud.table();
    }
}
