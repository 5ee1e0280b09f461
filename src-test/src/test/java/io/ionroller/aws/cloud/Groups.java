package io.ionroller.aws.cloud;

import io.ionroller.aws.protocol.Refusal;
import java.util.List;
import software.amazon.awssdk.services.autoscaling.model.Activity;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;

/** The Auto Scaling groups of a region by name. */
final class Groups {

    final Table<AutoScalingGroup> groups;
    final Table<List<Activity>> activities;
    private final GroupLife life;

    Groups(Region region) {
        this.groups = region.cloud().table();
        this.activities = region.cloud().table();
        this.life = new GroupLife(region, groups, new Activities(region, activities));
    }

    GroupLife life() {
        return life;
    }

    AutoScalingGroup group(String name) {
        return groups.get(name)
                .orElseThrow(() -> new Refusal(
                        "ValidationError",
                        "AutoScalingGroup name not found - AutoScalingGroup '" + name + "' not found"));
    }
}
