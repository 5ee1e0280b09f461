package io.ionroller.aws.cloud;

import io.ionroller.aws.protocol.Refusal;
import java.util.List;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.autoscaling.model.Activity;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.DescribeAutoScalingGroupsRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribeAutoScalingGroupsResponse;
import software.amazon.awssdk.services.autoscaling.model.DescribeScalingActivitiesRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribeScalingActivitiesResponse;
import software.amazon.awssdk.services.autoscaling.model.Filter;

/** Auto Scaling's actions that describe groups and their activities. */
final class GroupViews {

    /** Source: the MaxRecords members: 50 by default, at most 100, which AWS's model does not state as a range. */
    static final int USUAL_PAGE = 50;

    private static final int LARGEST_PAGE = 100;

    private GroupViews() {}

    static void addTo(Actions actions) {
        actions.on(DescribeAutoScalingGroupsRequest.class, GroupViews::groups)
                .on(DescribeScalingActivitiesRequest.class, GroupViews::activities);
    }

    static Page.Wish wish(String token, Integer size, int usual) {
        if (size != null && (size < 1 || size > LARGEST_PAGE)) {
            throw new Refusal(
                    "ValidationError", "The number of records must be between 1 and " + LARGEST_PAGE + ", got " + size);
        }
        return new Page.Wish(token, size, usual);
    }

    private static SdkPojo groups(Call call, DescribeAutoScalingGroupsRequest request) {
        List<String> names = request.autoScalingGroupNames();
        Table<AutoScalingGroup> table = call.region().groups().groups;
        List<AutoScalingGroup> all = table.all(call).stream()
                .filter(group -> names.isEmpty() || names.contains(group.autoScalingGroupName()))
                .filter(group -> request.filters().stream().allMatch(filter -> passes(group, filter)))
                .toList();
        Page<AutoScalingGroup> page = Page.of(
                all,
                wish(request.nextToken(), request.maxRecords(), USUAL_PAGE),
                AutoScalingGroup::autoScalingGroupName,
                "InvalidNextToken");
        return DescribeAutoScalingGroupsResponse.builder()
                .autoScalingGroups(page.items())
                .nextToken(page.next())
                .build();
    }

    private static boolean passes(AutoScalingGroup group, Filter filter) {
        String name = String.valueOf(filter.name());
        if (name.startsWith("tag:")) {
            return group.tags().stream()
                    .anyMatch(tag -> tag.key().equals(name.substring(4))
                            && filter.values().contains(tag.value()));
        }
        return switch (name) {
            case "tag-key" ->
                group.tags().stream().anyMatch(tag -> filter.values().contains(tag.key()));
            case "tag-value" ->
                group.tags().stream().anyMatch(tag -> filter.values().contains(tag.value()));
            default -> throw new Refusal("ValidationError", "The filter '" + name + "' is not valid");
        };
    }

    private static SdkPojo activities(Call call, DescribeScalingActivitiesRequest request) {
        Groups groups = call.region().groups();
        String name = request.autoScalingGroupName();
        if (name != null && !Boolean.TRUE.equals(request.includeDeletedGroups())) {
            groups.group(name);
        }
        List<Activity> all = groups.activities.all(call).stream()
                .flatMap(List::stream)
                .filter(activity ->
                        name == null || activity.autoScalingGroupName().equals(name))
                .filter(activity ->
                        request.activityIds().isEmpty() || request.activityIds().contains(activity.activityId()))
                .toList();
        Page<Activity> page = Page.of(
                all,
                wish(request.nextToken(), request.maxRecords(), LARGEST_PAGE),
                Activity::activityId,
                "InvalidNextToken");
        return DescribeScalingActivitiesResponse.builder()
                .activities(page.items())
                .nextToken(page.next())
                .build();
    }
}
