package io.ionroller.engine.platform;

/** What a plan rests on, in the order of the parts of a plan's id. Constants are only ever added, at the end. */
public enum PlanAspect {
    /** What was asked: service, version and configuration. */
    REQUEST("the version or the configuration"),
    /** How the service stands: its releases, environments and intended traffic. */
    SERVICE("the service's releases, environments or intended traffic"),
    /** What the version's image is, by its content. */
    IMAGE("the image that the version names"),
    /** What the machines are made from. */
    MACHINE("the machine image"),
    /** How the platform shares the traffic now. */
    TRAFFIC("the traffic as the platform shares it"),
    /** What is there under the names that the release would use. */
    RESOURCES("the resources that are there already"),
    /** What stands in the release's way. */
    OBSTACLES("what stands in the way of the release");

    private final String phrase;

    PlanAspect(String phrase) {
        this.phrase = phrase;
    }

    /** A noun phrase for a sentence: {@code the machine image}. */
    public String phrase() {
        return phrase;
    }
}
