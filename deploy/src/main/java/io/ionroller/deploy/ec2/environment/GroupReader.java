package io.ionroller.deploy.ec2.environment;

import io.ionroller.deploy.ec2.account.AwsRegion;
import io.ionroller.deploy.ec2.gate.ApiFamily;
import io.ionroller.deploy.ec2.gate.Lane;
import io.ionroller.deploy.ec2.gate.Readings;
import io.ionroller.engine.platform.PlatformException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.DescribeAutoScalingGroupsRequest;

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

    /** Those of the named groups that are there. */
    private CompletionStage<Map<String, AutoScalingGroup>> read(List<String> names, Lane lane) {
        DescribeAutoScalingGroupsRequest request = DescribeAutoScalingGroupsRequest.builder()
                .autoScalingGroupNames(names)
                .maxRecords(PAGE)
                .build();
        return pages(request, lane, new HashMap<>(), new HashSet<>());
    }

    private CompletionStage<Map<String, AutoScalingGroup>> pages(
            DescribeAutoScalingGroupsRequest request,
            Lane lane,
            Map<String, AutoScalingGroup> before,
            Set<String> tokens) {
        return (tokens.isEmpty()
                        ? region.admitted(clients -> clients.autoScaling().describeAutoScalingGroups(request))
                        : region.readScaling(lane, ACTION, client -> client.describeAutoScalingGroups(request)))
                .thenCompose(page -> {
                    page.autoScalingGroups().forEach(group -> before.put(group.autoScalingGroupName(), group));
                    String token = page.nextToken();
                    if (token == null || token.isEmpty()) {
                        return CompletableFuture.completedStage(before);
                    }
                    if (!tokens.add(token)) {
                        throw new PlatformException(
                                PlatformException.Kind.RETRYABLE, ACTION + ": the list of groups does not end");
                    }
                    return pages(request.toBuilder().nextToken(token).build(), lane, before, tokens);
                });
    }
}
