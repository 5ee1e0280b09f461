package io.ionroller.engine.model;

/** That somebody has a role on some services. */
public record Binding(Subject subject, Grant grant) {

    /** As a person reads it: {@code group:shop is deployer on shop-*}. */
    public String sentence() {
        return subject + " is " + grant.sentence();
    }
}
