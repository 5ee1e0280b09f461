package io.ionroller.aws.cloud;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.ImageState;
import software.amazon.awssdk.services.ec2.model.KeyPairInfo;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ecr.model.ImageDetail;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.AvailabilityZone;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerSchemeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerStateEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;
import software.amazon.awssdk.services.iam.model.InstanceProfile;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.route53.model.HostedZone;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/** Puts into an account what was always there. Everything returns the id or ARN of what it made. */
public final class Seeds {

    private final Cloud cloud;
    private final Account account;
    private final Region region;
    private final Ids ids;

    public Seeds(Cloud cloud, String accountId, String regionName) {
        this.cloud = cloud;
        this.account = cloud.account(accountId);
        this.region = account.region(regionName);
        this.ids = cloud.ids();
    }

    public String accessKey() {
        String key = ids.upper("AKIA", 20);
        String arn = "arn:aws:iam::" + account.id() + ":user/tester";
        cloud.admit(key, new Principal(account.id(), arn, ids.upper("AIDA", 20), Optional.empty(), Optional.empty()));
        return key;
    }

    public String vpc(String cidr) {
        String id = ids.resource("vpc");
        region.network().vpcs.seed(id, Ec2Network.vpc(id, cidr, account.id()));
        return id;
    }

    public String subnet(String vpc, String zoneLetter, String cidr) {
        String id = ids.resource("subnet");
        Subnet subnet = Ec2Network.subnet(region, id, vpc, region.name() + zoneLetter, cidr);
        region.network().subnets.seed(id, subnet);
        return id;
    }

    public String securityGroup(String vpc, String name) {
        String id = ids.resource("sg");
        SecurityGroup group = SecurityGroup.builder()
                .groupId(id)
                .groupName(name)
                .description(name)
                .vpcId(vpc)
                .ownerId(account.id())
                .build();
        region.network().securityGroups.seed(id, group);
        return id;
    }

    public String image(String name) {
        String id = ids.resource("ami");
        Image image = Image.builder()
                .imageId(id)
                .name(name)
                .state(ImageState.AVAILABLE)
                .architecture("x86_64")
                .imageType("machine")
                .ownerId(account.id())
                .publicLaunchPermissions(false)
                .rootDeviceName("/dev/xvda")
                .rootDeviceType("ebs")
                .virtualizationType("hvm")
                .creationDate(cloud.now().toString())
                .build();
        region.network().images.seed(id, image);
        return id;
    }

    public String keyPair(String name) {
        region.network()
                .keyPairs
                .seed(
                        name,
                        KeyPairInfo.builder()
                                .keyName(name)
                                .keyPairId(ids.resource("key"))
                                .build());
        return name;
    }

    public String parameter(String name, String value) {
        Parameter parameter = Parameter.builder()
                .name(name)
                .value(value)
                .type(ParameterType.STRING)
                .version(1L)
                .dataType("text")
                .arn(region.arn("ssm", "parameter" + name))
                .lastModifiedDate(cloud.now())
                .build();
        region.shelf().parameters.seed(name, parameter);
        return name;
    }

    /** Returns the image's digest. A tag that names another image is moved. */
    public String containerImage(String repository, List<String> tags) {
        region.shelf().images.all().stream()
                .filter(image -> image.repositoryName().equals(repository))
                .toList()
                .forEach(image ->
                        region.shelf().images.seed(repository + "@" + image.imageDigest(), without(tags, image)));
        String digest = "sha256:" + ids.hex(64);
        ImageDetail image = ImageDetail.builder()
                .registryId(account.id())
                .repositoryName(repository)
                .imageDigest(digest)
                .imageTags(tags)
                .imageSizeInBytes(40_000_000L)
                .imagePushedAt(cloud.now())
                .imageManifestMediaType("application/vnd.docker.distribution.manifest.v2+json")
                .build();
        region.shelf().images.seed(repository + "@" + digest, image);
        return digest;
    }

    private static ImageDetail without(List<String> tags, ImageDetail image) {
        return image.toBuilder()
                .imageTags(image.imageTags().stream()
                        .filter(tag -> !tags.contains(tag))
                        .toList())
                .build();
    }

    /** Who may take the role: principals of all accounts given that know the external id. */
    public String role(String name, Set<String> trusted, Optional<String> externalId) {
        String arn = "arn:aws:iam::" + account.id() + ":role/" + name;
        account.identities().roles.seed(name, role(name, arn));
        account.identities().trusts.seed(name, new Identities.Trust(trusted, externalId, 3600));
        return arn;
    }

    private Role role(String name, String arn) {
        return Role.builder()
                .roleName(name)
                .arn(arn)
                .path("/")
                .roleId(ids.upper("AROA", 20))
                .createDate(cloud.now())
                .maxSessionDuration(3600)
                .build();
    }

    /** With a role of the same name. */
    public String instanceProfile(String name) {
        Role role = role(name, "arn:aws:iam::" + account.id() + ":role/" + name);
        account.identities().roles.seed(name, role);
        InstanceProfile profile = InstanceProfile.builder()
                .instanceProfileName(name)
                .instanceProfileId(ids.upper("AIPA", 20))
                .arn("arn:aws:iam::" + account.id() + ":instance-profile/" + name)
                .path("/")
                .createDate(cloud.now())
                .roles(role)
                .build();
        account.identities().profiles.seed(name, profile);
        return name;
    }

    /** Returns the ARN of an active, internet-facing load balancer. */
    public String balancer(String name, List<String> subnets, String securityGroup) {
        Subnet first = region.network().subnets.get(subnets.getFirst()).orElseThrow();
        String arn = region.balancing().arn("loadbalancer/app/" + name + "/" + ids.hex(16));
        LoadBalancer balancer = LoadBalancer.builder()
                .loadBalancerArn(arn)
                .loadBalancerName(name)
                .dnsName(name + "-" + (100_000 + ids.below(900_000)) + "." + region.name() + ".elb.amazonaws.com")
                .canonicalHostedZoneId("Z32O12XQLNTSW2")
                .createdTime(cloud.now())
                .scheme(LoadBalancerSchemeEnum.INTERNET_FACING)
                .vpcId(first.vpcId())
                .state(state -> state.code(LoadBalancerStateEnum.ACTIVE))
                .type(LoadBalancerTypeEnum.APPLICATION)
                .availabilityZones(subnets.stream()
                        .map(id -> region.network().subnets.get(id).orElseThrow())
                        .map(subnet -> AvailabilityZone.builder()
                                .zoneName(subnet.availabilityZone())
                                .subnetId(subnet.subnetId())
                                .build())
                        .toList())
                .securityGroups(securityGroup)
                .ipAddressType("ipv4")
                .build();
        region.balancing().balancers.seed(arn, balancer);
        region.balancing().tags.seed(arn, List.of());
        return arn;
    }

    public String balancerDns(String arn) {
        return region.balancing().balancer(arn).dnsName();
    }

    /** Returns the ARN of an HTTP listener that answers 404 by default. */
    public String listener(String balancerArn, int port) {
        Balancing balancing = region.balancing();
        Action notFound = Action.builder()
                .type(ActionTypeEnum.FIXED_RESPONSE)
                .fixedResponseConfig(answer -> answer.statusCode("404").contentType("text/plain"))
                .build();
        String arn = balancerArn.replace(":loadbalancer/", ":listener/") + "/" + ids.hex(16);
        Listener listener = Listener.builder()
                .listenerArn(arn)
                .loadBalancerArn(balancerArn)
                .port(port)
                .protocol(ProtocolEnum.HTTP)
                .defaultActions(notFound)
                .build();
        balancing.listeners.seed(arn, listener);
        balancing.tags.seed(arn, List.of());
        String rule = arn.replace(":listener/", ":listener-rule/") + "/" + ids.hex(16);
        balancing.rules.seed(
                rule,
                Rule.builder()
                        .ruleArn(rule)
                        .priority("default")
                        .isDefault(true)
                        .actions(notFound)
                        .build());
        balancing.tags.seed(rule, List.of());
        return arn;
    }

    /** Returns the id of a public hosted zone of the account. */
    public String hostedZone(String name) {
        String id = ids.upper("Z", 14);
        account.zones()
                .zones
                .seed(
                        id,
                        HostedZone.builder()
                                .id("/hostedzone/" + id)
                                .name(NameService.canonical(name))
                                .callerReference(id)
                                .config(config -> config.privateZone(false))
                                .resourceRecordSetCount(2L)
                                .build());
        account.zones().records.seed(id, RecordChanges.ofNewZone(NameService.canonical(name)));
        return id;
    }

    /** A bucket that keeps one version of each object and lets it be replaced and deleted. */
    public String bucket(String name) {
        account.buckets().put(name, new Bucket(name, region.name(), Optional.empty()));
        return name;
    }

    /** A bucket with object lock: keeps all versions, and each for so long. */
    public String lockedBucket(String name, Duration retention) {
        account.buckets().put(name, new Bucket(name, region.name(), Optional.of(retention)));
        return name;
    }

    /** An object of a bucket. */
    public void object(String bucket, String key, byte[] content) {
        account.buckets().get(bucket).put(ids, key, Bucket.Content.of(content), cloud.now());
    }

    /** What somebody with the right to does, or a rule of the bucket. */
    public String deleteObject(String bucket, String key) {
        account.buckets().get(bucket).delete(ids, key, cloud.now());
        return key;
    }

    /** Tags what EC2 has. */
    public void tag(String id, Map<String, String> tags) {
        region.network().tags.seed(id, Ec2Tags.of(tags));
    }
}
