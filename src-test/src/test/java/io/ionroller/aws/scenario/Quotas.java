package io.ionroller.aws.scenario;

/**
 * What an account may have in a region. Sources: "Quotas for your Application Load Balancers" (3,000 target groups, 100 rules),
 * "Quotas for Amazon EC2 Auto Scaling" (500 groups), EC2's on-demand vCPU quota.
 */
public record Quotas(int targetGroups, int rulesPerBalancer, int autoScalingGroups, int vcpus) {

    public static final Quotas USUAL = new Quotas(3000, 100, 500, 1920);

    /** For tests with more environments than an account has by default. */
    public static final Quotas AMPLE = new Quotas(10_000, 10_000, 10_000, 100_000);
}
