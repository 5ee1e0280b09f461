package io.ionroller.aws.cloud;

import io.ionroller.aws.protocol.Refusal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.AddTagsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.AddTagsResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTagsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTagsResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RemoveTagsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RemoveTagsResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Tag;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TagDescription;

/** ELBv2's actions on tags. */
final class BalancerTags {

    /** Source: API_DescribeTags, "up to 20 resources in a single call". */
    private static final int MOST_RESOURCES = 20;

    private static final int MOST_TAGS = 50;

    private BalancerTags() {}

    static void addTo(Actions actions) {
        actions.on(AddTagsRequest.class, BalancerTags::add)
                .on(RemoveTagsRequest.class, BalancerTags::remove)
                .on(DescribeTagsRequest.class, BalancerTags::describe);
    }

    private static SdkPojo describe(Call call, DescribeTagsRequest request) {
        if (request.resourceArns().size() > MOST_RESOURCES) {
            throw new Refusal("ValidationError", "Cannot have more than " + MOST_RESOURCES + " resources described");
        }
        List<TagDescription> descriptions = request.resourceArns().stream()
                .map(arn -> description(
                        arn, call.region().balancing().tags.get(arn, call).orElseThrow(() -> missing(arn))))
                .toList();
        return DescribeTagsResponse.builder().tagDescriptions(descriptions).build();
    }

    /** AWS's model has no empty list of tags. */
    private static TagDescription description(String arn, List<Tag> tags) {
        TagDescription.Builder description = TagDescription.builder().resourceArn(arn);
        return tags.isEmpty() ? description.build() : description.tags(tags).build();
    }

    private static Refusal missing(String arn) {
        for (String[] kind : new String[][] {
            {":loadbalancer/", "LoadBalancer"},
            {":listener/", "Listener"},
            {":listener-rule/", "Rule"},
            {":targetgroup/", "TargetGroup"}
        }) {
            if (arn.contains(kind[0])) {
                return Balancing.notFound(kind[1], kind[1], arn);
            }
        }
        return new Refusal("ValidationError", "'" + arn + "' is not a valid resource ARN");
    }

    private static SdkPojo add(Call call, AddTagsRequest request) {
        Balancing balancing = call.region().balancing();
        for (String arn : request.resourceArns()) {
            Map<String, Tag> tags = new LinkedHashMap<>();
            balancing.tags.get(arn).orElseThrow(() -> missing(arn)).forEach(tag -> tags.put(tag.key(), tag));
            request.tags().forEach(tag -> tags.put(tag.key(), tag));
            if (tags.size() > MOST_TAGS) {
                throw new Refusal("TooManyTags", "The maximum number of tags is " + MOST_TAGS);
            }
            balancing.tags.put(arn, List.copyOf(tags.values()));
        }
        return AddTagsResponse.builder().build();
    }

    private static SdkPojo remove(Call call, RemoveTagsRequest request) {
        Balancing balancing = call.region().balancing();
        for (String arn : request.resourceArns()) {
            List<Tag> tags = new ArrayList<>(balancing.tags.get(arn).orElseThrow(() -> missing(arn)));
            tags.removeIf(tag -> request.tagKeys().contains(tag.key()));
            balancing.tags.put(arn, List.copyOf(tags));
        }
        return RemoveTagsResponse.builder().build();
    }
}
