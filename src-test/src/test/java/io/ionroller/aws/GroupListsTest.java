package io.ionroller.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.autoscaling.model.DescribeAutoScalingGroupsResponse;
import software.amazon.awssdk.services.autoscaling.model.Instance;

/** How Auto Scaling groups are attached, tagged and listed. */
@SuppressWarnings("unchecked") // The SDK builders take any number of consumers.
final class GroupListsTest extends AwsTest {

    @Test
    void attachesAndDetachesTrafficSources() {
        String blue = targetGroup("blue");
        rule(1, blue);
        group("shop", 1);
        advance(40);
        aws.autoScaling()
                .attachTrafficSources(request ->
                        request.autoScalingGroupName("shop").trafficSources(source -> source.identifier(blue)))
                .join();
        advance(10);
        assertThat(aws.autoScaling()
                        .describeTrafficSources(request -> request.autoScalingGroupName("shop"))
                        .join()
                        .trafficSources())
                .singleElement()
                .satisfies(source -> assertThat(source.state()).isEqualTo("InService"));
        aws.autoScaling()
                .detachLoadBalancerTargetGroups(
                        request -> request.autoScalingGroupName("shop").targetGroupARNs(blue))
                .join();
        assertThat(states(blue)).containsExactly("draining");
        assertThat(members("shop")).extracting(Instance::lifecycleStateAsString).containsExactly("InService");
    }

    @Test
    void tagsGroupsAndWhatTheyLaunch() {
        group("shop", 0);
        aws.autoScaling()
                .createOrUpdateTags(request -> request.tags(tag -> tag.resourceId("shop")
                        .resourceType("auto-scaling-group")
                        .key("service")
                        .value("shop")
                        .propagateAtLaunch(true)))
                .join();
        aws.autoScaling()
                .setDesiredCapacity(
                        request -> request.autoScalingGroupName("shop").desiredCapacity(1))
                .join();
        advance(10);
        assertThat(aws.ec2()
                        .describeInstances(request -> request.filters(
                                filter -> filter.name("tag:service").values("sh*")))
                        .join()
                        .reservations())
                .hasSize(1);
        assertThat(aws.autoScaling()
                        .describeAutoScalingGroups(request -> request.filters(
                                filter -> filter.name("tag:service").values("other")))
                        .join()
                        .autoScalingGroups())
                .isEmpty();
        assertThat(aws.autoScaling().describeTags().join().tags()).hasSize(1);
    }

    @Test
    void givesAllGroupsPageByPage() {
        List<String> made = Stream.of("group-a", "group-b", "group-c", "group-d", "group-e")
                .peek(name -> group(name, 0))
                .toList();
        List<String> seen = new ArrayList<>();
        String[] token = new String[1];
        do {
            DescribeAutoScalingGroupsResponse page = aws.autoScaling()
                    .describeAutoScalingGroups(request -> request.maxRecords(2).nextToken(token[0]))
                    .join();
            page.autoScalingGroups().forEach(group -> seen.add(group.autoScalingGroupName()));
            token[0] = page.nextToken();
        } while (token[0] != null);
        assertThat(seen).isEqualTo(made);
    }

    @Test
    void refusesPagesOfMoreThan100AndForeignTokens() {
        assertThat(code(aws.autoScaling().describeAutoScalingGroups(request -> request.maxRecords(101))))
                .isEqualTo("ValidationError");
        assertThat(code(aws.autoScaling().describeAutoScalingGroups(request -> request.nextToken("?"))))
                .isEqualTo("InvalidNextToken");
    }
}
