/**
 * An AWS endpoint of our own: AWS's protocols over real HTTP, to test with the real SDK what talks to AWS (ADR 0011).
 *
 * <p>{@link io.ionroller.aws.AwsEndpoint} is the way in; {@code src-test/aws-endpoint} starts it as a process of its own.
 *
 * <p>What is served, each action as its API reference describes it, checked against AWS's own models:
 *
 * <ul>
 *   <li>STS: AssumeRole, GetCallerIdentity
 *   <li>EC2: CreateVpc, DescribeVpcs, CreateSubnet, DescribeSubnets, CreateSecurityGroup, DescribeSecurityGroups, DescribeImages,
 *       RegisterImage, DescribeKeyPairs, DescribeInstanceTypes, DescribeInstanceTypeOfferings, CreateLaunchTemplate,
 *       DescribeLaunchTemplates, DescribeLaunchTemplateVersions, DeleteLaunchTemplate, DescribeInstances, TerminateInstances,
 *       GetConsoleOutput, CreateTags, DeleteTags, DescribeTags
 *   <li>Auto Scaling: CreateAutoScalingGroup, DescribeAutoScalingGroups, UpdateAutoScalingGroup, DeleteAutoScalingGroup,
 *       SetDesiredCapacity, DescribeScalingActivities, TerminateInstanceInAutoScalingGroup, SetInstanceHealth, SuspendProcesses,
 *       ResumeProcesses, CreateOrUpdateTags, DeleteTags, DescribeTags, AttachLoadBalancerTargetGroups,
 *       DetachLoadBalancerTargetGroups, DescribeLoadBalancerTargetGroups, AttachTrafficSources, DetachTrafficSources,
 *       DescribeTrafficSources, DescribeAccountLimits
 *   <li>ELBv2: Create-, Describe- and DeleteLoadBalancer(s); Create-, Describe-, Modify- and Delete- of Listener(s), Rule(s) and
 *       TargetGroup(s); DescribeTargetGroupAttributes, ModifyTargetGroupAttributes, RegisterTargets, DeregisterTargets,
 *       DescribeTargetHealth, AddTags, RemoveTags, DescribeTags, DescribeAccountLimits
 *   <li>Route 53: CreateHostedZone, GetHostedZone, ListHostedZonesByName, ChangeResourceRecordSets, GetChange,
 *       ListResourceRecordSets
 *   <li>CloudWatch: GetMetricData of RequestCount, RequestCountPerTarget and HTTPCode_Target_5XX_Count
 *   <li>ECR: DescribeImages, BatchGetImage, GetAuthorizationToken; SSM: GetParameter, GetParameters; IAM: GetRole,
 *       GetInstanceProfile, SimulatePrincipalPolicy; Service Quotas: GetServiceQuota
 * </ul>
 *
 * <p>An action that AWS has and this endpoint has not answers 501, and counts as drift so that no test overlooks it.
 */
@NullMarked
package io.ionroller.aws;

import org.jspecify.annotations.NullMarked;
