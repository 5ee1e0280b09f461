package io.ionroller.ec2;

import io.ionroller.deploy.ec2.account.AwsRegion;
import io.ionroller.deploy.ec2.gate.Lane;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.services.autoscaling.AutoScalingAsyncClient;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.UpdateAutoScalingGroupRequest;

/** Somebody else at work on the Auto Scaling groups of an account, by the same calls that a console makes. */
record Others(Supplier<AwsRegion> region, Rules rules) {

    static Others in(Ec2Ground ground) {
        return new Others(ground::region, new Rules(ground.aws()));
    }

    AutoScalingGroup group(String environment) {
        String name = rules.group(environment);
        return call(client -> client.describeAutoScalingGroups(request -> request.autoScalingGroupNames(name)))
                .autoScalingGroups()
                .getFirst();
    }

    void delete(String environment) {
        String name = rules.group(environment);
        call(client -> client.deleteAutoScalingGroup(
                request -> request.autoScalingGroupName(name).forceDelete(true)));
    }

    /** With the group, so that nothing in the account says any more what its instances ran. */
    void deleteWithTemplate(String environment) {
        String template = group(environment).launchTemplate().launchTemplateName();
        delete(environment);
        region.get()
                .changeCompute(
                        Lane.CREATE,
                        "by others",
                        client -> client.deleteLaunchTemplate(request -> request.launchTemplateName(template)))
                .toCompletableFuture()
                .join();
    }

    void resize(String environment, int min, int desired, int max) {
        update(
                environment,
                request -> request.minSize(min).desiredCapacity(desired).maxSize(max));
    }

    /** From now on whatever version of the template is the newest. */
    void followNewestTemplate(String environment) {
        String template = group(environment).launchTemplate().launchTemplateName();
        update(
                environment,
                request -> request.launchTemplate(
                        found -> found.launchTemplateName(template).version("$Latest")));
    }

    private void update(
            String environment,
            Function<UpdateAutoScalingGroupRequest.Builder, UpdateAutoScalingGroupRequest.Builder> change) {
        String name = rules.group(environment);
        UpdateAutoScalingGroupRequest request = change.apply(
                        UpdateAutoScalingGroupRequest.builder().autoScalingGroupName(name))
                .build();
        call(client -> client.updateAutoScalingGroup(request));
    }

    void attach(String environment, String targetGroup) {
        String name = rules.group(environment);
        call(client -> client.attachLoadBalancerTargetGroups(
                request -> request.autoScalingGroupName(name).targetGroupARNs(targetGroup)));
    }

    void detach(String environment) {
        AutoScalingGroup group = group(environment);
        call(client -> client.detachLoadBalancerTargetGroups(request ->
                request.autoScalingGroupName(group.autoScalingGroupName()).targetGroupARNs(group.targetGroupARNs())));
    }

    void tag(String environment, String key, String value) {
        String name = rules.group(environment);
        call(client -> client.createOrUpdateTags(request -> request.tags(tag -> tag.resourceType("auto-scaling-group")
                .resourceId(name)
                .key(key)
                .value(value)
                .propagateAtLaunch(true))));
    }

    private <T> T call(Function<AutoScalingAsyncClient, CompletableFuture<T>> call) {
        return region.get()
                .changeScaling(Lane.CREATE, "by others", call)
                .toCompletableFuture()
                .join();
    }
}
