package io.ionroller.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.ionroller.aws.scenario.Fate;
import io.ionroller.aws.scenario.Weather.Launches;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.CreateLaunchTemplateResponse;
import software.amazon.awssdk.services.ec2.model.DescribeLaunchTemplatesResponse;
import software.amazon.awssdk.services.ec2.model.LaunchTemplate;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateVersion;
import software.amazon.awssdk.services.ec2.model.ResourceType;

/** EC2: launch templates, instances, networks, images, tags. */
@SuppressWarnings("unchecked") // The SDK builders take any number of consumers.
final class ComputeTest extends AwsTest {

    private CompletableFuture<CreateLaunchTemplateResponse> create(String name, String token, String type) {
        return aws.ec2()
                .createLaunchTemplate(request -> request.launchTemplateName(name)
                        .clientToken(token)
                        .tagSpecifications(tags -> tags.resourceType(ResourceType.LAUNCH_TEMPLATE)
                                .tags(tag -> tag.key("service").value(name)))
                        .launchTemplateData(data -> data.imageId(account.ami())
                                .instanceType(type)
                                .userData("IyEvYmluL3No")
                                .metadataOptions(options ->
                                        options.httpTokens("required").httpPutResponseHopLimit(2))));
    }

    @Test
    void answersTheSameTemplateToTheSameToken() {
        LaunchTemplate first = create("shop", "t1", "t3.micro").join().launchTemplate();
        assertThat(create("shop", "t1", "t3.micro").join().launchTemplate()).isEqualTo(first);
        assertThat(code(create("shop", "t1", "t3.small"))).isEqualTo("IdempotentParameterMismatch");
    }

    @Test
    void refusesASecondTemplateOfTheName() {
        create("shop", "t1", "t3.micro").join();
        assertThat(code(create("shop", "t2", "t3.micro")))
                .isEqualTo("InvalidLaunchTemplateName.AlreadyExistsException");
    }

    @Test
    void createsNothingInADryRun() {
        assertThat(code(aws.ec2()
                        .createLaunchTemplate(request -> request.launchTemplateName("shop")
                                .dryRun(true)
                                .launchTemplateData(data -> data.imageId(account.ami())))))
                .isEqualTo("DryRunOperation");
        assertThat(aws.ec2().describeLaunchTemplates().join().launchTemplates()).isEmpty();
    }

    @Test
    void showsWhatIsInAVersion() {
        String id = create("shop", "t1", "t3.micro").join().launchTemplate().launchTemplateId();
        LaunchTemplateVersion version = aws.ec2()
                .describeLaunchTemplateVersions(
                        request -> request.launchTemplateId(id).versions("1"))
                .join()
                .launchTemplateVersions()
                .getFirst();
        assertThat(version.launchTemplateData().metadataOptions().httpPutResponseHopLimit())
                .isEqualTo(2);
        assertThat(version.launchTemplateData().userData()).isEqualTo("IyEvYmluL3No");
        assertThat(code(aws.ec2()
                        .describeLaunchTemplateVersions(
                                request -> request.launchTemplateId(id).versions("2"))))
                .isEqualTo("InvalidLaunchTemplateId.VersionNotFound");
    }

    @Test
    void deletesATemplateOnce() {
        create("shop", "t1", "t3.micro").join();
        aws.ec2()
                .deleteLaunchTemplate(request -> request.launchTemplateName("shop"))
                .join();
        assertThat(code(aws.ec2().deleteLaunchTemplate(request -> request.launchTemplateName("shop"))))
                .isEqualTo("InvalidLaunchTemplateName.NotFoundException");
        assertThat(code(aws.ec2().describeLaunchTemplates(request -> request.launchTemplateNames("shop"))))
                .isEqualTo("InvalidLaunchTemplateName.NotFoundException");
    }

    @Test
    void findsTemplatesByTag() {
        create("shop", "t1", "t3.micro").join();
        create("cart", "t2", "t3.micro").join();
        assertThat(aws.ec2()
                        .describeLaunchTemplates(request -> request.filters(
                                filter -> filter.name("tag:service").values("cart")))
                        .join()
                        .launchTemplates())
                .extracting(LaunchTemplate::launchTemplateName)
                .containsExactly("cart");
    }

    @Test
    void givesAllTemplatesPageByPage() {
        IntStream.range(0, 5).forEach(index -> template("shop-" + index));
        List<String> seen = new ArrayList<>();
        String[] token = new String[1];
        do {
            DescribeLaunchTemplatesResponse page = aws.ec2()
                    .describeLaunchTemplates(request -> request.maxResults(2).nextToken(token[0]))
                    .join();
            page.launchTemplates().forEach(template -> seen.add(template.launchTemplateName()));
            token[0] = page.nextToken();
        } while (token[0] != null);
        assertThat(seen).hasSize(5).doesNotHaveDuplicates();
    }

    @Test
    void tellsWhatAnInstanceSaidOnItsConsole() {
        endpoint.weather().fate(Launches.of("shop"), 1, Fate.bootFailing("docker: no such image"));
        group("shop", 1);
        advance(20);
        String id = members("shop").getFirst().instanceId();
        String output = aws.ec2()
                .getConsoleOutput(request -> request.instanceId(id))
                .join()
                .output();
        assertThat(new String(Base64.getDecoder().decode(output), StandardCharsets.UTF_8))
                .contains("no such image");
    }

    @Test
    void terminatesThroughShuttingDown() {
        group("shop", 1);
        advance(10);
        String id = members("shop").getFirst().instanceId();
        assertThat(aws.ec2()
                        .terminateInstances(request -> request.instanceIds(id))
                        .join()
                        .terminatingInstances()
                        .getFirst()
                        .currentState()
                        .nameAsString())
                .isEqualTo("shutting-down");
        advance(15);
        assertThat(aws.ec2()
                        .describeInstances(request -> request.instanceIds(id))
                        .join()
                        .reservations()
                        .getFirst()
                        .instances()
                        .getFirst()
                        .state()
                        .nameAsString())
                .isEqualTo("terminated");
        assertThat(code(aws.ec2().describeInstances(request -> request.instanceIds("i-0123456789abcdef0"))))
                .isEqualTo("InvalidInstanceID.NotFound");
    }

    @Test
    void makesAndFindsNetworks() {
        String vpc = aws.ec2()
                .createVpc(request -> request.cidrBlock("10.9.0.0/16"))
                .join()
                .vpc()
                .vpcId();
        aws.ec2()
                .createSubnet(
                        request -> request.vpcId(vpc).cidrBlock("10.9.1.0/24").availabilityZone("eu-west-1c"))
                .join();
        aws.ec2()
                .createSecurityGroup(
                        request -> request.vpcId(vpc).groupName("web").description("web"))
                .join();
        assertThat(aws.ec2()
                        .describeSubnets(request ->
                                request.filters(filter -> filter.name("vpc-id").values(vpc)))
                        .join()
                        .subnets())
                .hasSize(1);
        assertThat(code(aws.ec2().describeSubnets(request -> request.subnetIds("subnet-0123456789abcdef0"))))
                .isEqualTo("InvalidSubnetID.NotFound");
        assertThat(code(aws.ec2().describeSecurityGroups(request -> request.groupIds("sg-0123456789abcdef0"))))
                .isEqualTo("InvalidGroup.NotFound");
    }

    @Test
    void knowsImagesKeysAndTypes() {
        assertThat(aws.ec2()
                        .describeImages(request -> request.imageIds(account.ami()))
                        .join()
                        .images())
                .hasSize(1);
        assertThat(aws.ec2()
                        .describeKeyPairs(request -> request.keyNames(account.keyName()))
                        .join()
                        .keyPairs())
                .hasSize(1);
        assertThat(code(aws.ec2().describeInstanceTypes(request -> request.instanceTypesWithStrings("t9.huge"))))
                .isEqualTo("InvalidInstanceType");
        assertThat(aws.ec2()
                        .describeInstanceTypeOfferings(request -> request.locationType("availability-zone")
                                .filters(filter -> filter.name("instance-type").values("t3.micro")))
                        .join()
                        .instanceTypeOfferings())
                .hasSize(3);
    }

    @Test
    void changesTags() {
        aws.ec2()
                .createTags(request -> request.resources(account.vpc())
                        .tags(
                                tag -> tag.key("a").value("1"),
                                tag -> tag.key("b").value("2")))
                .join();
        aws.ec2()
                .deleteTags(request -> request.resources(account.vpc()).tags(tag -> tag.key("a")))
                .join();
        assertThat(aws.ec2().describeTags().join().tags())
                .singleElement()
                .satisfies(tag -> assertThat(tag.key() + tag.value() + tag.resourceTypeAsString())
                        .isEqualTo("b2vpc"));
    }
}
