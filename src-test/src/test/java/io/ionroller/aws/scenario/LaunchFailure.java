package io.ionroller.aws.scenario;

/** Why an instance cannot be launched, as a scaling activity tells it. */
public record LaunchFailure(String code, String message) {

    public static LaunchFailure insufficientCapacity(String instanceType, String zone) {
        return new LaunchFailure(
                "InsufficientInstanceCapacity",
                "We currently do not have sufficient " + instanceType
                        + " capacity in the Availability Zone you requested (" + zone
                        + "). Our system will be working on provisioning additional capacity.");
    }
}
