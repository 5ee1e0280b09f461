package io.ionroller.deploy.ec2.environment;

import io.ionroller.deploy.ec2.account.AwsRegion;
import io.ionroller.deploy.ec2.account.Pages;
import io.ionroller.deploy.ec2.account.Pages.Page;
import io.ionroller.deploy.ec2.gate.ApiFamily;
import io.ionroller.deploy.ec2.gate.Lane;
import io.ionroller.deploy.ec2.gate.Readings;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.DescribeAutoScalingGroupsRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribeAutoScalingGroupsResponse;

/** Reads Auto Scaling groups by name, up to 100 with one call. */
public final class GroupReader {

    private static final String ACTION = "DescribeAutoScalingGroups";

    /** Of AWS: DescribeAutoScalingGroups, MaxRecords. */
    private static final int PAGE = 100;

    private final AwsRegion region;

    private GroupReader(AwsRegion region) {
        this.region = region;
    }

    /** Groups by name. */
    public static Readings<String, AutoScalingGroup> of(AwsRegion region) {
        GroupReader reader = new GroupReader(region);
        return region.readings(ApiFamily.AUTO_SCALING, new Readings.Plan<>(ACTION, PAGE, reader::read));
    }

    /** Those of the named groups that are there; the first call has passed the gate. */
    private CompletionStage<Map<String, AutoScalingGroup>> read(List<String> names, Lane lane) {
        return Pages.all(
                        ACTION,
                        token -> page(names, token, lane)
                                .thenApply(page -> new Page<>(page.autoScalingGroups(), page.nextToken())))
                .thenApply(groups -> groups.stream()
                        .collect(
                                Collectors.toMap(AutoScalingGroup::autoScalingGroupName, group -> group, (a, b) -> b)));
    }

    private CompletionStage<DescribeAutoScalingGroupsResponse> page(
            List<String> names, @Nullable String token, Lane lane) {
        DescribeAutoScalingGroupsRequest request = DescribeAutoScalingGroupsRequest.builder()
                .autoScalingGroupNames(names)
                .maxRecords(PAGE)
                .nextToken(token)
                .build();
        return token == null
                ? region.admitted(clients -> clients.autoScaling().describeAutoScalingGroups(request))
                : region.readScaling(lane, ACTION, client -> client.describeAutoScalingGroups(request));
    }
}
