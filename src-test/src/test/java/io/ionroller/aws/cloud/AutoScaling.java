package io.ionroller.aws.cloud;

/** EC2 Auto Scaling. */
public final class AutoScaling {

    private AutoScaling() {}

    public static Actions actions() {
        Actions actions = new Actions();
        GroupActions.addTo(actions);
        GroupViews.addTo(actions);
        GroupCapacity.addTo(actions);
        GroupTags.addTo(actions);
        GroupTraffic.addTo(actions);
        return actions;
    }
}
