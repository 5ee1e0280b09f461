package io.ionroller.aws.cloud;

import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import software.amazon.awssdk.services.autoscaling.model.Activity;
import software.amazon.awssdk.services.autoscaling.model.ScalingActivityStatusCode;

/** The scaling activities of groups, latest first. */
final class Activities {

    /** So many are remembered of a group. */
    private static final int MOST = 200;

    private final Region region;
    private final Table<List<Activity>> activities;

    Activities(Region region, Table<List<Activity>> activities) {
        this.region = region;
        this.activities = activities;
    }

    String begin(String group, String description, String cause) {
        String id = region.cloud().ids().uuid();
        Activity activity = Activity.builder()
                .activityId(id)
                .autoScalingGroupName(group)
                .autoScalingGroupARN(arn(group))
                .description(description)
                .cause("At " + region.cloud().now().truncatedTo(ChronoUnit.SECONDS) + " " + cause)
                .startTime(region.cloud().now())
                .statusCode(ScalingActivityStatusCode.IN_PROGRESS)
                .progress(30)
                .details("{}")
                .build();
        List<Activity> all = new ArrayList<>(activities.get(group).orElse(List.of()));
        all.addFirst(activity);
        activities.put(group, List.copyOf(all.subList(0, Math.min(MOST, all.size()))));
        return id;
    }

    private String arn(String group) {
        return region.groups()
                .groups
                .get(group)
                .map(known -> known.autoScalingGroupARN())
                .orElse(null);
    }

    void status(String group, String id, ScalingActivityStatusCode status) {
        change(group, id, activity -> activity.statusCode(status).progress(50));
    }

    void succeed(String group, String id) {
        change(
                group,
                id,
                activity -> activity.statusCode(ScalingActivityStatusCode.SUCCESSFUL)
                        .progress(100)
                        .endTime(region.cloud().now()));
    }

    void fail(String group, String id, String message) {
        change(
                group,
                id,
                activity -> activity.statusCode(ScalingActivityStatusCode.FAILED)
                        .statusMessage(message)
                        .progress(100)
                        .endTime(region.cloud().now()));
    }

    private void change(String group, String id, Consumer<Activity.Builder> change) {
        activities.update(
                group,
                all -> all.stream()
                        .map(activity -> activity.activityId().equals(id)
                                ? activity.toBuilder().applyMutation(change).build()
                                : activity)
                        .toList());
    }
}
