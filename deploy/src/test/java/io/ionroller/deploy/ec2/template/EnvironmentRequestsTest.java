package io.ionroller.deploy.ec2.template;

import static io.ionroller.deploy.ec2.settings.SampleSettings.least;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ionroller.deploy.ec2.settings.Capacity;
import io.ionroller.deploy.ec2.settings.SampleSettings;
import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.HealthCheck;
import io.ionroller.engine.model.InvalidValueException;
import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.model.Version;
import io.ionroller.engine.platform.EffectId;
import io.ionroller.engine.platform.EnvironmentSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.autoscaling.model.CreateAutoScalingGroupRequest;
import software.amazon.awssdk.services.autoscaling.model.LaunchTemplateOverrides;
import software.amazon.awssdk.services.ec2.model.CreateLaunchTemplateRequest;
import software.amazon.awssdk.services.ec2.model.RequestLaunchTemplateData;
import software.amazon.awssdk.services.ec2.model.ResponseLaunchTemplateData;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateTargetGroupRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupAttribute;

final class EnvironmentRequestsTest {

    private static final EnvironmentId CART_7 = EnvironmentId.parse("cart-7");
    private static final Installation INSTALLATION = new Installation("ionroller");
    private static final EffectId CREATE = new EffectId(new ServiceName("cart"), 7, "create");
    private static final String DIGEST = "sha256:" + "0123456789abcdef".repeat(4);
    private static final String GROUP_ARN =
            "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/cart-7-26f72732a3/73e2d6bc24d8a067";
    private static final LaunchedTemplate TEMPLATE = new LaunchedTemplate("lt-0123456789abcdef0", 1, Map.of());

    /** The owner's tags, a tag of the configuration, and the name. */
    private static final Map<String, String> TAGS = new TreeMap<>(Map.of(
            "Name", "cart-7",
            "team", "checkout",
            "ionroller:installation", "ionroller",
            "ionroller:service", "cart",
            "ionroller:release", "7",
            "ionroller:environment", "cart-7",
            "ionroller:effect", "cart/7/create",
            "ionroller:version", "1.2.3"));

    @Test
    void theLaunchTemplateTellsWhatWasResolved() {
        RequestLaunchTemplateData data = requests(least()).launchTemplate().launchTemplateData();
        ResponseLaunchTemplateData read = ResponseLaunchTemplateData.builder()
                .imageId(data.imageId())
                .userData(data.userData())
                .build();
        assertThat(MadeFrom.of(data))
                .isEqualTo(MadeFrom.of(read))
                .containsEntry("image", "registry.example.org/shop/cart@" + DIGEST)
                .containsEntry("ami", data.imageId())
                .hasSize(2);
    }

    @Test
    void aTemplateOfSomebodyElseTellsWhatItCan() {
        assertThat(MadeFrom.of(ResponseLaunchTemplateData.builder()
                        .imageId("ami-0123456789abcdef0")
                        .userData("!")
                        .build()))
                .containsOnly(Map.entry("ami", "ami-0123456789abcdef0"));
        assertThat(MadeFrom.of(ResponseLaunchTemplateData.builder().build())).isEmpty();
    }

    @Test
    void theLaunchTemplateIsWholeAndPinned() {
        EnvironmentRequests requests = requests(least().with("tags.team", "checkout")
                .with("security_groups", List.of("sg-0123456789abcdef0"))
                .with("instance_profile", "cart-instance")
                .with("key_name", "operations"));
        CreateLaunchTemplateRequest request = requests.launchTemplate();
        assertThat(request.launchTemplateName()).isEqualTo(requests.names().launchTemplate());
        assertThat(request.clientToken()).isEqualTo(INSTALLATION.clientToken(CREATE));
        assertThat(request.versionDescription()).isEqualTo("environment cart-7, version 1.2.3");
        assertThat(request.tagSpecifications()).singleElement().satisfies(tagged -> {
            assertThat(tagged.resourceTypeAsString()).isEqualTo("launch-template");
            assertThat(asMap(tagged.tags())).isEqualTo(TAGS);
        });
        RequestLaunchTemplateData data = request.launchTemplateData();
        assertThat(data.imageId()).isEqualTo("ami-0123456789abcdef1");
        assertThat(data.instanceTypeAsString()).isEqualTo("t3.small");
        assertThat(data.securityGroupIds()).containsExactly("sg-0123456789abcdef0");
        assertThat(data.iamInstanceProfile().name()).isEqualTo("cart-instance");
        assertThat(data.iamInstanceProfile().arn()).isNull();
        assertThat(data.keyName()).isEqualTo("operations");
        assertThat(data.monitoring().enabled()).isFalse();
        assertThat(data.metadataOptions().httpEndpointAsString()).isEqualTo("enabled");
        assertThat(data.metadataOptions().httpTokensAsString()).isEqualTo("required");
        assertThat(data.metadataOptions().httpPutResponseHopLimit()).isEqualTo(2);
        assertThat(data.metadataOptions().instanceMetadataTagsAsString()).isEqualTo("disabled");
        assertThat(data.userData())
                .isEqualTo(UserData.render(
                                CART_7,
                                new Version("1.2.3"),
                                requests.settings().container(),
                                requests.image())
                        .base64());
        assertThat(data.tagSpecifications())
                .extracting(tagged -> tagged.resourceTypeAsString())
                .containsExactly("instance", "volume");
        assertThat(data.tagSpecifications())
                .allSatisfy(tagged -> assertThat(asMap(tagged.tags())).isEqualTo(TAGS));
    }

    @Test
    void theLaunchTemplateLeavesOutWhatIsNotGiven() {
        RequestLaunchTemplateData data =
                requests(least().without("instance_profile")).launchTemplate().launchTemplateData();
        assertThat(data.hasSecurityGroupIds()).isFalse();
        assertThat(data.iamInstanceProfile()).isNull();
        assertThat(data.keyName()).isNull();
    }

    @Test
    void theInstanceProfileMayBeAnArn() {
        String arn = "arn:aws:iam::123456789012:instance-profile/cart";
        RequestLaunchTemplateData data = requests(
                        least().with("instance_profile", arn).with("detailed_monitoring", true))
                .launchTemplate()
                .launchTemplateData();
        assertThat(data.iamInstanceProfile().arn()).isEqualTo(arn);
        assertThat(data.iamInstanceProfile().name()).isNull();
        assertThat(data.monitoring().enabled()).isTrue();
    }

    @Test
    void theTargetGroupChecksAsTheServiceSays() {
        EnvironmentRequests requests = requests(
                least().with("tags.team", "checkout").with("protocol", "HTTPS").with("traffic_port", 8080));
        CreateTargetGroupRequest request = requests.targetGroup();
        assertThat(request.name()).isEqualTo(requests.names().targetGroup());
        assertThat(request.targetTypeAsString()).isEqualTo("instance");
        assertThat(request.protocolAsString()).isEqualTo("HTTPS");
        assertThat(request.port()).isEqualTo(8080);
        assertThat(request.vpcId()).isEqualTo("vpc-0123456789abcdef0");
        assertThat(request.healthCheckEnabled()).isTrue();
        assertThat(request.healthCheckProtocolAsString()).isEqualTo("HTTPS");
        assertThat(request.healthCheckPort()).isEqualTo("traffic-port");
        assertThat(request.healthCheckPath()).isEqualTo("/up");
        assertThat(request.healthCheckIntervalSeconds()).isEqualTo(7);
        assertThat(request.healthCheckTimeoutSeconds()).isEqualTo(2);
        assertThat(request.healthyThresholdCount()).isEqualTo(2);
        assertThat(request.unhealthyThresholdCount()).isEqualTo(4);
        assertThat(request.matcher().httpCode()).isEqualTo("200-399");
        assertThat(request.tags().stream().collect(Collectors.toMap(tag -> tag.key(), tag -> tag.value())))
                .isEqualTo(TAGS);
    }

    @Test
    void attributesAreSetOnlyWhereAwsHasOthers() {
        assertThat(requests(least()).targetGroupAttributes(GROUP_ARN)).isEmpty();
        assertThat(requests(least().with("deregistration_delay", "5m")).targetGroupAttributes(GROUP_ARN))
                .isEmpty();
        assertThat(requests(least().with("deregistration_delay", "0s").with("slow_start", "30s"))
                        .targetGroupAttributes(GROUP_ARN))
                .hasValueSatisfying(request -> {
                    assertThat(request.targetGroupArn()).isEqualTo(GROUP_ARN);
                    assertThat(request.attributes())
                            .containsExactly(
                                    attribute("deregistration_delay.timeout_seconds", "0"),
                                    attribute("slow_start.duration_seconds", "30"));
                });
    }

    @Test
    void theGroupStartsPinnedInstancesThatTheBalancerJudges() {
        EnvironmentRequests requests = requests(
                least().with("tags.team", "checkout").with("health_grace", "2m").with("instance_warmup", "45s"));
        CreateAutoScalingGroupRequest request =
                requests.autoScalingGroup(TEMPLATE, GROUP_ARN, new Capacity.Fixed(1, 2, 3));
        assertThat(request.autoScalingGroupName()).isEqualTo(requests.names().autoScalingGroup());
        assertThat(request.minSize()).isEqualTo(1);
        assertThat(request.desiredCapacity()).isEqualTo(2);
        assertThat(request.maxSize()).isEqualTo(3);
        assertThat(request.vpcZoneIdentifier()).isEqualTo("subnet-0123456789abcdef0,subnet-0123456789abcdef1");
        assertThat(request.targetGroupARNs()).containsExactly(GROUP_ARN);
        assertThat(request.healthCheckType()).isEqualTo("ELB");
        assertThat(request.healthCheckGracePeriod()).isEqualTo(120);
        assertThat(request.defaultInstanceWarmup()).isEqualTo(45);
        assertThat(request.launchTemplate().launchTemplateId()).isEqualTo("lt-0123456789abcdef0");
        assertThat(request.launchTemplate().launchTemplateName()).isNull();
        assertThat(request.launchTemplate().version()).isEqualTo("1");
        assertThat(request.mixedInstancesPolicy()).isNull();
        Map<String, String> tags = new TreeMap<>(TAGS);
        tags.put("ionroller:capacity", "1/2/3");
        assertThat(request.tags()).allSatisfy(tag -> {
            assertThat(tag.propagateAtLaunch()).isEqualTo(!tag.key().equals("ionroller:capacity"));
            assertThat(tag.resourceType()).isEqualTo("auto-scaling-group");
            assertThat(tag.resourceId()).isEqualTo(requests.names().autoScalingGroup());
        });
        assertThat(request.tags().stream().collect(Collectors.toMap(tag -> tag.key(), tag -> tag.value())))
                .isEqualTo(tags);
    }

    @Test
    void aGroupWithoutATargetGroupIsTheSameButForItsHealthCheck() {
        EnvironmentRequests requests = requests(least());
        CreateAutoScalingGroupRequest request = requests.autoScalingGroup(TEMPLATE, Capacity.Fixed.ONE);
        assertThat(request.targetGroupARNs()).isEmpty();
        assertThat(request.healthCheckType()).isEqualTo("EC2");
        assertThat(request.toBuilder()
                        .targetGroupARNs(GROUP_ARN)
                        .healthCheckType("ELB")
                        .build())
                .isEqualTo(requests.autoScalingGroup(TEMPLATE, GROUP_ARN, Capacity.Fixed.ONE));
    }

    @Test
    void severalInstanceTypesMakeAMixedGroup() {
        CreateAutoScalingGroupRequest request = requests(
                        least().without("instance_type").with("instance_types", List.of("m7g.large", "m6g.large")))
                .autoScalingGroup(TEMPLATE, GROUP_ARN, Capacity.Fixed.ONE);
        assertThat(request.launchTemplate()).isNull();
        var mixed = request.mixedInstancesPolicy();
        assertThat(mixed.launchTemplate().launchTemplateSpecification().launchTemplateId())
                .isEqualTo("lt-0123456789abcdef0");
        assertThat(mixed.launchTemplate().launchTemplateSpecification().version())
                .isEqualTo("1");
        assertThat(mixed.launchTemplate().overrides())
                .extracting(LaunchTemplateOverrides::instanceType)
                .containsExactly("m7g.large", "m6g.large");
        assertThat(mixed.instancesDistribution().onDemandAllocationStrategy()).isEqualTo("prioritized");
        assertThat(mixed.instancesDistribution().onDemandPercentageAboveBaseCapacity())
                .isEqualTo(100);
    }

    @Test
    void aConfigurationMayNameItsInstances() {
        assertThat(requests(least().with("tags.Name", "our cart")).allTags()).containsEntry("Name", "our cart");
    }

    @Test
    void requestsAreEqualEveryTime() {
        SampleSettings settings =
                least().with("environment", Map.of("A", "1", "B", "2")).with("tags", Map.of("a", "1", "b", "2"));
        assertThat(requests(settings).launchTemplate())
                .isEqualTo(requests(settings).launchTemplate());
        assertThat(requests(settings).targetGroup())
                .isEqualTo(requests(settings).targetGroup());
        assertThat(requests(settings).autoScalingGroup(TEMPLATE, GROUP_ARN, Capacity.Fixed.ONE))
                .isEqualTo(requests(settings).autoScalingGroup(TEMPLATE, GROUP_ARN, Capacity.Fixed.ONE));
    }

    @Test
    void refusesWhatIsNoTemplateAndNoImage() {
        assertThatThrownBy(() -> new LaunchedTemplate("cart", 1, Map.of())).isInstanceOf(InvalidValueException.class);
        assertThatThrownBy(() -> new LaunchedTemplate("lt-1", 0, Map.of())).isInstanceOf(InvalidValueException.class);
        assertThatThrownBy(() -> new ResolvedImage("cart:1", DIGEST)).isInstanceOf(InvalidValueException.class);
        assertThatThrownBy(() -> new ResolvedImage("cart@sha256:1", "sha256:1"))
                .isInstanceOf(InvalidValueException.class);
    }

    private static EnvironmentRequests requests(SampleSettings settings) {
        Version version = new Version("1.2.3");
        HealthCheck check = new HealthCheck("/up", Duration.ofSeconds(7), 1, 4, Duration.ofSeconds(1));
        return new EnvironmentRequests(
                new EnvironmentSpec(CART_7, version, 3, settings.platform(), check),
                settings.read(),
                new ResolvedImage("registry.example.org/shop/cart@" + DIGEST, DIGEST),
                "ami-0123456789abcdef1",
                ResourceNames.of(INSTALLATION, CART_7),
                new OwnerTags(INSTALLATION, CART_7, version, CREATE));
    }

    private static Map<String, String> asMap(List<Tag> tags) {
        return tags.stream().collect(Collectors.toMap(Tag::key, Tag::value));
    }

    private static TargetGroupAttribute attribute(String key, String value) {
        return TargetGroupAttribute.builder().key(key).value(value).build();
    }
}
