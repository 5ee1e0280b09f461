package io.ionroller.deploy.ec2.traffic;

/** Reads {@code arn:aws:elasticloadbalancing:REGION:ACCOUNT:targetgroup/NAME/ID}. */
final class TargetGroupArn {

    private TargetGroupArn() {}

    /** Empty for something else. */
    static String nameOf(String arn) {
        String[] parts = arn.split("/", -1);
        return parts.length == 3 ? parts[1] : "";
    }
}
