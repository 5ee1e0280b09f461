package io.ionroller.aws.cloud;

import io.ionroller.aws.protocol.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.CreateOrUpdateTagsRequest;
import software.amazon.awssdk.services.autoscaling.model.CreateOrUpdateTagsResponse;
import software.amazon.awssdk.services.autoscaling.model.DeleteTagsRequest;
import software.amazon.awssdk.services.autoscaling.model.DeleteTagsResponse;
import software.amazon.awssdk.services.autoscaling.model.DescribeTagsRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribeTagsResponse;
import software.amazon.awssdk.services.autoscaling.model.Filter;
import software.amazon.awssdk.services.autoscaling.model.Tag;
import software.amazon.awssdk.services.autoscaling.model.TagDescription;

/** Auto Scaling's actions on tags. */
final class GroupTags {

    private GroupTags() {}

    static void addTo(Actions actions) {
        actions.on(CreateOrUpdateTagsRequest.class, GroupTags::put)
                .on(DeleteTagsRequest.class, GroupTags::delete)
                .on(DescribeTagsRequest.class, GroupTags::describe);
    }

    static TagDescription description(String group, Tag tag) {
        return TagDescription.builder()
                .resourceId(group)
                .resourceType("auto-scaling-group")
                .key(tag.key())
                .value(Objects.requireNonNullElse(tag.value(), ""))
                .propagateAtLaunch(Objects.requireNonNullElse(tag.propagateAtLaunch(), false))
                .build();
    }

    private static SdkPojo put(Call call, CreateOrUpdateTagsRequest request) {
        Groups groups = call.region().groups();
        for (Tag tag : request.tags()) {
            AutoScalingGroup group = groups.group(tag.resourceId());
            List<TagDescription> tags = new ArrayList<>(GroupActions.without(group.tags(), tag.key()));
            tags.add(description(tag.resourceId(), tag));
            groups.groups.put(tag.resourceId(), group.toBuilder().tags(tags).build());
        }
        return CreateOrUpdateTagsResponse.builder().build();
    }

    private static SdkPojo delete(Call call, DeleteTagsRequest request) {
        Groups groups = call.region().groups();
        for (Tag tag : request.tags()) {
            AutoScalingGroup group = groups.group(tag.resourceId());
            groups.groups.put(
                    tag.resourceId(),
                    group.toBuilder()
                            .tags(GroupActions.without(group.tags(), tag.key()))
                            .build());
        }
        return DeleteTagsResponse.builder().build();
    }

    private static SdkPojo describe(Call call, DescribeTagsRequest request) {
        List<TagDescription> all = call.region().groups().groups.all(call).stream()
                .flatMap(group -> group.tags().stream())
                .filter(tag -> request.filters().stream().allMatch(filter -> passes(tag, filter)))
                .toList();
        Page<TagDescription> page = Page.of(
                all,
                GroupViews.wish(request.nextToken(), request.maxRecords(), GroupViews.USUAL_PAGE),
                tag -> tag.resourceId() + " " + tag.key(),
                "InvalidNextToken");
        return DescribeTagsResponse.builder()
                .tags(page.items())
                .nextToken(page.next())
                .build();
    }

    private static boolean passes(TagDescription tag, Filter filter) {
        String value = switch (String.valueOf(filter.name())) {
            case "auto-scaling-group" -> tag.resourceId();
            case "key" -> tag.key();
            case "value" -> tag.value();
            case "propagate-at-launch" -> tag.propagateAtLaunch().toString();
            default -> throw new Refusal("ValidationError", "The filter '" + filter.name() + "' is not valid");
        };
        return filter.values().contains(value);
    }
}
