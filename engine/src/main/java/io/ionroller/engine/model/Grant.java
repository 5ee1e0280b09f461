package io.ionroller.engine.model;

import java.util.List;

/** A role on some services. */
public record Grant(Role role, ServicePattern services) {

    /** Whether it allows something that is about no single service, or about any of those that it is on. */
    public boolean allows(Permission permission) {
        return role.permissions().contains(permission)
                && (permission.reach() != Permission.Reach.INSTALLATION || services.all());
    }

    /** Whether it allows something to be done with a service. */
    public boolean allows(Permission permission, ServiceName service) {
        return allows(permission) && new ServiceScope(List.of(services)).includes(service);
    }

    /** As a person reads it: {@code deployer on shop-*}. */
    public String sentence() {
        return role.text() + " on " + services;
    }
}
