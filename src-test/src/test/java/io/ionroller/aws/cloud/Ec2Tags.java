package io.ionroller.aws.cloud;

import io.ionroller.aws.protocol.Refusal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.ec2.model.CreateTagsRequest;
import software.amazon.awssdk.services.ec2.model.CreateTagsResponse;
import software.amazon.awssdk.services.ec2.model.DeleteTagsRequest;
import software.amazon.awssdk.services.ec2.model.DeleteTagsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeTagsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeTagsResponse;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagDescription;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** Tags of what EC2 has. */
final class Ec2Tags {

    private Ec2Tags() {}

    static void addTo(Actions actions) {
        actions.on(CreateTagsRequest.class, Ec2Tags::create)
                .on(DeleteTagsRequest.class, Ec2Tags::delete)
                .on(DescribeTagsRequest.class, Ec2Tags::describe);
    }

    static List<Tag> of(Map<String, String> tags) {
        return tags.entrySet().stream()
                .map(tag ->
                        Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
    }

    /** Source: the DryRun members of EC2's actions. */
    static void stopDryRun(@Nullable Boolean dryRun) {
        if (Boolean.TRUE.equals(dryRun)) {
            throw new Refusal("DryRunOperation", "Request would have succeeded, but DryRun flag is set.", 412);
        }
    }

    static void put(Call call, String id, String resourceType, List<TagSpecification> specifications) {
        List<Tag> tags = new ArrayList<>();
        for (TagSpecification specification : specifications) {
            if (!resourceType.equals(specification.resourceTypeAsString())) {
                throw new Refusal(
                        "InvalidParameterValue",
                        "'" + specification.resourceTypeAsString() + "' is not a valid taggable resource type here");
            }
            tags.addAll(specification.tags());
        }
        if (!tags.isEmpty()) {
            call.region().network().tags.put(id, List.copyOf(tags));
        }
    }

    private static SdkPojo create(Call call, CreateTagsRequest request) {
        stopDryRun(request.dryRun());
        for (String id : request.resources()) {
            type(call, id);
            Map<String, Tag> tags = new LinkedHashMap<>();
            call.region().network().tagsOf(id).forEach(tag -> tags.put(tag.key(), tag));
            request.tags().forEach(tag -> tags.put(tag.key(), tag));
            call.region().network().tags.put(id, List.copyOf(tags.values()));
        }
        return CreateTagsResponse.builder().build();
    }

    private static SdkPojo delete(Call call, DeleteTagsRequest request) {
        stopDryRun(request.dryRun());
        for (String id : request.resources()) {
            type(call, id);
            List<Tag> left = call.region().network().tagsOf(id).stream()
                    .filter(tag ->
                            !request.tags().isEmpty() && request.tags().stream().noneMatch(gone -> isMeant(gone, tag)))
                    .toList();
            call.region().network().tags.put(id, left);
        }
        return DeleteTagsResponse.builder().build();
    }

    private static boolean isMeant(Tag gone, Tag tag) {
        return gone.key().equals(tag.key())
                && (gone.value() == null || gone.value().equals(tag.value()));
    }

    private record Line(String id, Tag tag) {}

    private static SdkPojo describe(Call call, DescribeTagsRequest request) {
        List<Line> lines = new ArrayList<>();
        for (Table<?> table : tables(call)) {
            for (Object resource : table.all(call)) {
                String id = idOf(resource);
                call.region().network().tagsOf(id).forEach(tag -> lines.add(new Line(id, tag)));
            }
        }
        List<Line> all = lines.stream()
                .filter(line -> request.filters().stream().allMatch(filter -> passes(call, line, filter)))
                .toList();
        Page<Line> page = Page.of(
                all,
                new Page.Wish(request.nextToken(), request.maxResults(), 1000),
                line -> line.id() + " " + line.tag().key(),
                "InvalidNextToken");
        return DescribeTagsResponse.builder()
                .tags(page.items().stream()
                        .map(line -> TagDescription.builder()
                                .resourceId(line.id())
                                .resourceType(type(call, line.id()))
                                .key(line.tag().key())
                                .value(line.tag().value())
                                .build())
                        .toList())
                .nextToken(page.next())
                .build();
    }

    private static boolean passes(Call call, Line line, Filter filter) {
        String value = switch (filter.name()) {
            case "resource-id" -> line.id();
            case "resource-type" -> type(call, line.id());
            case "key" -> line.tag().key();
            case "value" -> line.tag().value();
            default -> throw new Refusal("InvalidParameterValue", "The filter '" + filter.name() + "' is invalid");
        };
        return filter.values().contains(value);
    }

    private static List<Table<?>> tables(Call call) {
        Network network = call.region().network();
        return List.of(
                network.vpcs,
                network.subnets,
                network.securityGroups,
                network.images,
                call.region().templates().templates,
                call.region().machines().machines);
    }

    private static String idOf(Object resource) {
        return switch (resource) {
            case software.amazon.awssdk.services.ec2.model.Vpc vpc -> vpc.vpcId();
            case software.amazon.awssdk.services.ec2.model.Subnet subnet -> subnet.subnetId();
            case software.amazon.awssdk.services.ec2.model.SecurityGroup group -> group.groupId();
            case software.amazon.awssdk.services.ec2.model.Image image -> image.imageId();
            case software.amazon.awssdk.services.ec2.model.LaunchTemplate template -> template.launchTemplateId();
            case Machine machine -> machine.instance().instanceId();
            default -> throw new IllegalArgumentException(resource.toString());
        };
    }

    /** Returns the type of a resource by its id. */
    private static String type(Call call, String id) {
        Network network = call.region().network();
        if (network.vpcs.get(id).isPresent()) {
            return "vpc";
        } else if (network.subnets.get(id).isPresent()) {
            return "subnet";
        } else if (network.securityGroups.get(id).isPresent()) {
            return "security-group";
        } else if (network.images.get(id).isPresent()) {
            return "image";
        } else if (call.region().templates().templates.get(id).isPresent()) {
            return "launch-template";
        } else if (call.region().machines().machines.get(id).isPresent()) {
            return "instance";
        }
        throw new Refusal("InvalidID", "The ID '" + id + "' is not valid");
    }
}
