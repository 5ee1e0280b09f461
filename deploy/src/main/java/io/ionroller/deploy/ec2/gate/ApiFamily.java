package io.ionroller.deploy.ec2.gate;

import java.util.Locale;

/**
 * The calls of AWS that share one bucket of AWS's, and what that bucket holds if the settings do not say otherwise. Where AWS
 * publishes no figure, or one per action, the figure here is our own and careful: the gate learns from throttling that it is too
 * high, but never that it is too low. All are per account and region; services without regions count as one region.
 */
public enum ApiFamily {
    /** {@code Describe*} of Elastic Load Balancing: 40 calls, 10 more a second (ELB user guide, "Request throttling", 2026). */
    ELB_READ(40, 10),
    /** Changes in Elastic Load Balancing. AWS has buckets of its own for these, whose sizes we could not confirm; our figure. */
    ELB_WRITE(20, 5),
    /** All calls of EC2 Auto Scaling, which share one bucket (AWS re:Post, "autoscaling-api-calls-throttled"); our figure. */
    AUTO_SCALING(20, 5),
    /** EC2: a bucket per action, such as 100 calls and 20 a second for DescribeHosts (EC2 developer guide, 2026); our figure. */
    EC2(50, 10),
    /** Route 53: 50 calls, 10 more a second, for the whole account (since 2026-07-30; guide, "Throttling API requests"). */
    ROUTE_53(50, 10),
    /** Elastic Container Registry; limits per action, tens to thousands a second (ECR user guide, "Service quotas"); our figure. */
    ECR(20, 10),
    /** Systems Manager, of which we read parameters; our figure. */
    SSM(20, 10),
    /** Security Token Service; our figure. */
    STS(40, 20),
    /** CloudWatch: alarms and metrics; our figure. */
    CLOUD_WATCH(18, 6),
    /** IAM: unpublished; our figure. */
    IAM(20, 5),
    /** Service Quotas: asked once in a while; our figure. */
    SERVICE_QUOTAS(5, 2);

    private final Allowance allowance;

    ApiFamily(double capacity, double perSecond) {
        this.allowance = new Allowance(capacity, perSecond);
    }

    /** What the bucket holds unless the settings say otherwise. */
    public Allowance allowance() {
        return allowance;
    }

    /** Whether one bucket counts the calls of all regions. */
    public boolean global() {
        return this == ROUTE_53 || this == IAM;
    }

    /** Its name in settings: {@code elb-read}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
