package io.ionroller.aws.cloud;

/** A region of an account: everything in it is its own. */
final class Region {

    private final Cloud cloud;
    private final String accountId;
    private final String name;
    private final Network network;
    private final Machines machines;
    private final Templates templates;
    private final Balancing balancing;
    private final HealthChecks healthChecks;
    private final Groups groups;
    private final Shelf shelf;
    private final Traffic traffic;

    Region(Cloud cloud, String accountId, String name) {
        this.cloud = cloud;
        this.accountId = accountId;
        this.name = name;
        this.network = new Network(cloud);
        this.shelf = new Shelf(cloud);
        this.templates = new Templates(cloud);
        this.machines = new Machines(this);
        this.balancing = new Balancing(this);
        this.healthChecks = new HealthChecks(this);
        this.groups = new Groups(this);
        this.traffic = new Traffic(this);
    }

    Cloud cloud() {
        return cloud;
    }

    String accountId() {
        return accountId;
    }

    String name() {
        return name;
    }

    String arn(String service, String resource) {
        return "arn:aws:" + service + ":" + name + ":" + accountId + ":" + resource;
    }

    Network network() {
        return network;
    }

    Machines machines() {
        return machines;
    }

    Templates templates() {
        return templates;
    }

    Balancing balancing() {
        return balancing;
    }

    HealthChecks healthChecks() {
        return healthChecks;
    }

    Groups groups() {
        return groups;
    }

    /** Images and parameters. */
    Shelf shelf() {
        return shelf;
    }

    Traffic traffic() {
        return traffic;
    }
}
