package io.ionroller.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.ionroller.aws.scenario.Fate;
import io.ionroller.aws.scenario.Quotas;
import io.ionroller.aws.scenario.Weather.Launches;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.autoscaling.model.Activity;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.Instance;

/** Auto Scaling groups. */
@SuppressWarnings("unchecked") // The SDK builders take any number of consumers.
final class GroupsTest extends AwsTest {

    private List<String> lifecycle(String group) {
        return members(group).stream().map(Instance::lifecycleStateAsString).toList();
    }

    private List<Activity> activities(String group) {
        return aws.autoScaling()
                .describeScalingActivities(request -> request.autoScalingGroupName(group))
                .join()
                .activities();
    }

    private List<String> names() {
        return aws.autoScaling().describeAutoScalingGroups().join().autoScalingGroups().stream()
                .map(AutoScalingGroup::autoScalingGroupName)
                .toList();
    }

    @Test
    void launchesWhatIsDesired() {
        group("shop", 2);
        assertThat(members("shop")).isEmpty();
        advance(2);
        assertThat(lifecycle("shop")).containsExactly("Pending", "Pending");
        advance(8);
        assertThat(lifecycle("shop")).containsExactly("InService", "InService");
        assertThat(members("shop")).extracting(Instance::availabilityZone).doesNotHaveDuplicates();
        assertThat(activities("shop")).extracting(Activity::statusCodeAsString).containsOnly("Successful");
    }

    @Test
    void refusesASecondGroupOfTheName() {
        group("shop", 0);
        assertThat(code(aws.autoScaling()
                        .createAutoScalingGroup(request ->
                                request.autoScalingGroupName("shop").minSize(0).maxSize(1))))
                .isEqualTo("AlreadyExists");
    }

    @Test
    void keepsDesiredWithinMinAndMax() {
        group("shop", 1);
        assertThat(code(aws.autoScaling()
                        .setDesiredCapacity(
                                request -> request.autoScalingGroupName("shop").desiredCapacity(11))))
                .isEqualTo("ValidationError");
        assertThat(code(aws.autoScaling()
                        .updateAutoScalingGroup(request ->
                                request.autoScalingGroupName("shop").minSize(3).maxSize(2))))
                .isEqualTo("ValidationError");
    }

    @Test
    void refusesATargetGroupThatIsNotThere() {
        template("shop");
        assertThat(code(aws.autoScaling()
                        .createAutoScalingGroup(request -> request.autoScalingGroupName("shop")
                                .minSize(0)
                                .maxSize(1)
                                .vpcZoneIdentifier(account.subnets().getFirst())
                                .launchTemplate(template -> template.launchTemplateName("shop"))
                                .targetGroupARNs("arn:aws:elasticloadbalancing:eu-west-1:1:targetgroup/x/1"))))
                .isEqualTo("ValidationError");
    }

    @Test
    void shrinksThroughDraining() {
        String blue = targetGroup("blue");
        rule(1, blue);
        group("shop", 2, blue);
        advance(60);
        aws.autoScaling()
                .setDesiredCapacity(
                        request -> request.autoScalingGroupName("shop").desiredCapacity(1))
                .join();
        advance(2);
        assertThat(states(blue)).containsExactlyInAnyOrder("healthy", "draining");
        assertThat(activities("shop").getFirst().statusCodeAsString()).isEqualTo("WaitingForELBConnectionDraining");
        advance(300);
        advance(15);
        assertThat(lifecycle("shop")).containsExactly("InService");
        assertThat(activities("shop").getFirst().statusCodeAsString()).isEqualTo("Successful");
    }

    @Test
    void replacesATerminatedInstance() {
        group("shop", 1);
        advance(10);
        String first = members("shop").getFirst().instanceId();
        aws.ec2().terminateInstances(request -> request.instanceIds(first)).join();
        advance(30);
        assertThat(members("shop")).singleElement().satisfies(instance -> {
            assertThat(instance.instanceId()).isNotEqualTo(first);
            assertThat(instance.lifecycleStateAsString()).isEqualTo("InService");
        });
        assertThat(activities("shop"))
                .anySatisfy(activity -> assertThat(activity.cause()).contains("EC2 health check"));
    }

    @Test
    void replacesAnUnhealthyTargetAfterItsGrace() {
        endpoint.weather().fate(Launches.of("shop"), 1, Fate.answering(500));
        String blue = targetGroup("blue");
        rule(1, blue);
        group("shop", 1, blue);
        advance(60);
        assertThat(states(blue)).containsExactly("unhealthy");
        assertThat(lifecycle("shop")).containsExactly("InService");
        advance(15);
        assertThat(lifecycle("shop")).containsExactlyInAnyOrder("Terminating", "Pending");
        assertThat(activities("shop"))
                .anySatisfy(activity -> assertThat(activity.cause()).contains("ELB system health check failure"));
    }

    @Test
    void tellsOfFailedLaunchesAndTriesAgain() {
        endpoint.weather().failLaunches(Launches.of("shop"), 1);
        group("shop", 1);
        advance(5);
        assertThat(activities("shop")).singleElement().satisfies(activity -> {
            assertThat(activity.statusCodeAsString()).isEqualTo("Failed");
            assertThat(activity.statusMessage()).contains("do not have sufficient t3.micro capacity");
        });
        advance(60);
        assertThat(lifecycle("shop")).containsExactly("InService");
    }

    @Test
    void keepsTheQuotaOfVcpus() {
        endpoint.weather().quotas(new Quotas(100, 100, 100, 2));
        group("shop", 2);
        advance(10);
        assertThat(members("shop")).hasSize(1);
        assertThat(activities("shop").getFirst().statusMessage()).contains("vCPU limit of 2");
    }

    @Test
    void keepsTheQuotaOfGroups() {
        endpoint.weather().quotas(new Quotas(100, 100, 0, 2));
        assertThat(code(aws.autoScaling()
                        .createAutoScalingGroup(request ->
                                request.autoScalingGroupName("shop").minSize(0).maxSize(1))))
                .isEqualTo("LimitExceeded");
        assertThat(aws.autoScaling().describeAccountLimits().join().maxNumberOfAutoScalingGroups())
                .isZero();
    }

    @Test
    void deletesAGroupWithInstancesOnlyByForce() {
        group("shop", 1);
        advance(10);
        assertThat(code(aws.autoScaling().deleteAutoScalingGroup(request -> request.autoScalingGroupName("shop"))))
                .isEqualTo("ResourceInUse");
        aws.autoScaling()
                .deleteAutoScalingGroup(
                        request -> request.autoScalingGroupName("shop").forceDelete(true))
                .join();
        assertThat(aws.autoScaling()
                        .describeAutoScalingGroups()
                        .join()
                        .autoScalingGroups()
                        .getFirst()
                        .status())
                .isEqualTo("Delete in progress");
        advance(20);
        assertThat(names()).isEmpty();
        assertThat(endpoint.resources()).noneMatch(resource -> resource.kind().equals("instance"));
    }

    @Test
    void launchesNothingWhileSuspended() {
        group("shop", 0);
        aws.autoScaling()
                .suspendProcesses(
                        request -> request.autoScalingGroupName("shop").scalingProcesses("Launch"))
                .join();
        aws.autoScaling()
                .setDesiredCapacity(
                        request -> request.autoScalingGroupName("shop").desiredCapacity(1))
                .join();
        advance(60);
        assertThat(members("shop")).isEmpty();
        aws.autoScaling()
                .resumeProcesses(request -> request.autoScalingGroupName("shop"))
                .join();
        advance(10);
        assertThat(members("shop")).hasSize(1);
    }

    @Test
    void terminatesOneInstanceForGood() {
        group("shop", 2);
        advance(10);
        String first = members("shop").getFirst().instanceId();
        assertThat(aws.autoScaling()
                        .terminateInstanceInAutoScalingGroup(
                                request -> request.instanceId(first).shouldDecrementDesiredCapacity(true))
                        .join()
                        .activity()
                        .description())
                .contains(first);
        advance(60);
        assertThat(members("shop")).extracting(Instance::instanceId).hasSize(1).doesNotContain(first);
    }

    @Test
    void replacesAnInstanceThatIsSaidToBeUnhealthy() {
        group("shop", 1);
        advance(10);
        String first = members("shop").getFirst().instanceId();
        aws.autoScaling()
                .setInstanceHealth(request -> request.instanceId(first).healthStatus("Unhealthy"))
                .join();
        advance(60);
        assertThat(members("shop")).extracting(Instance::instanceId).hasSize(1).doesNotContain(first);
    }

    @Test
    void takesOnlyTemplatesWhosePartsExist() {
        aws.ec2()
                .createLaunchTemplate(request -> request.launchTemplateName("shop")
                        .launchTemplateData(data -> data.imageId(account.ami())
                                .instanceType("t3.micro")
                                .securityGroupIds("sg-0123456789abcdef0")))
                .join();
        assertThat(refusal(aws.autoScaling()
                                .createAutoScalingGroup(request -> request.autoScalingGroupName("shop")
                                        .minSize(0)
                                        .maxSize(1)
                                        .vpcZoneIdentifier(account.subnets().getFirst())
                                        .launchTemplate(template -> template.launchTemplateName("shop"))))
                        .awsErrorDetails()
                        .errorMessage())
                .contains("The security group 'sg-0123456789abcdef0' does not exist");
    }
}
