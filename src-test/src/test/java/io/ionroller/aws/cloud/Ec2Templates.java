package io.ionroller.aws.cloud;

import io.ionroller.aws.protocol.Refusal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.ec2.model.CreateLaunchTemplateRequest;
import software.amazon.awssdk.services.ec2.model.CreateLaunchTemplateResponse;
import software.amazon.awssdk.services.ec2.model.DeleteLaunchTemplateRequest;
import software.amazon.awssdk.services.ec2.model.DeleteLaunchTemplateResponse;
import software.amazon.awssdk.services.ec2.model.DescribeLaunchTemplateVersionsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeLaunchTemplateVersionsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeLaunchTemplatesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeLaunchTemplatesResponse;
import software.amazon.awssdk.services.ec2.model.LaunchTemplate;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateVersion;
import software.amazon.awssdk.services.ec2.model.ResponseLaunchTemplateData;

/** EC2's actions on launch templates. Rules: API_CreateLaunchTemplate and "Ensuring idempotency in Amazon EC2 API requests". */
final class Ec2Templates {

    private static final Set<String> FIRST = Set.of("1", "$Latest", "$Default");

    private Ec2Templates() {}

    static void addTo(Actions actions) {
        actions.on(CreateLaunchTemplateRequest.class, Ec2Templates::create)
                .on(DescribeLaunchTemplatesRequest.class, Ec2Templates::describe)
                .on(DescribeLaunchTemplateVersionsRequest.class, Ec2Templates::versions)
                .on(DeleteLaunchTemplateRequest.class, Ec2Templates::delete);
    }

    private static SdkPojo create(Call call, CreateLaunchTemplateRequest request) {
        Ec2Tags.stopDryRun(request.dryRun());
        Templates templates = call.region().templates();
        Optional<Templates.Created> before =
                Optional.ofNullable(request.clientToken()).map(templates.byClientToken::get);
        if (before.isPresent()) {
            if (!before.get().request().equals(request)) {
                throw new Refusal(
                        "IdempotentParameterMismatch",
                        "The client token is the same as that of a previous request with other parameters");
            }
            Optional<LaunchTemplate> same = templates.templates.get(before.get().id());
            if (same.isPresent()) {
                return CreateLaunchTemplateResponse.builder()
                        .launchTemplate(shown(call, same.get()))
                        .build();
            }
        }
        if (templates.named(request.launchTemplateName()).isPresent()) {
            throw new Refusal(
                    "InvalidLaunchTemplateName.AlreadyExistsException",
                    "Launch template name already in use: " + request.launchTemplateName());
        }
        LaunchTemplate template = put(call, request);
        Optional.ofNullable(request.clientToken())
                .ifPresent(token -> templates.byClientToken.put(
                        token, new Templates.Created(request, template.launchTemplateId())));
        return CreateLaunchTemplateResponse.builder()
                .launchTemplate(shown(call, template))
                .build();
    }

    private static LaunchTemplate put(Call call, CreateLaunchTemplateRequest request) {
        String id = call.cloud().ids().resource("lt");
        LaunchTemplate template = LaunchTemplate.builder()
                .launchTemplateId(id)
                .launchTemplateName(request.launchTemplateName())
                .createTime(call.now())
                .createdBy(call.caller().arn())
                .defaultVersionNumber(1L)
                .latestVersionNumber(1L)
                .build();
        ResponseLaunchTemplateData data = (ResponseLaunchTemplateData)
                Conversion.copy(request.launchTemplateData(), ResponseLaunchTemplateData.builder());
        LaunchTemplateVersion version = LaunchTemplateVersion.builder()
                .launchTemplateId(id)
                .launchTemplateName(request.launchTemplateName())
                .versionNumber(1L)
                .versionDescription(request.versionDescription())
                .defaultVersion(true)
                .createTime(call.now())
                .createdBy(call.caller().arn())
                .launchTemplateData(data)
                .build();
        call.region().templates().templates.put(id, template);
        call.region().templates().versions.put(id, version);
        Ec2Tags.put(call, id, "launch-template", request.tagSpecifications());
        return template;
    }

    private static LaunchTemplate shown(Call call, LaunchTemplate template) {
        return template.toBuilder()
                .tags(call.region().network().tagsOf(template.launchTemplateId()))
                .build();
    }

    private static SdkPojo describe(Call call, DescribeLaunchTemplatesRequest request) {
        Ec2Tags.stopDryRun(request.dryRun());
        Templates templates = call.region().templates();
        for (String name : request.launchTemplateNames()) {
            if (templates.templates.all(call).stream()
                    .noneMatch(template -> template.launchTemplateName().equals(name))) {
                throw noSuchName(name);
            }
        }
        Ec2Listing<LaunchTemplate> listing = new Ec2Listing<>(
                call,
                templates.templates,
                LaunchTemplate::launchTemplateId,
                template -> Map.of(
                        "launch-template-name", template.launchTemplateName(),
                        "create-time", template.createTime().toString()));
        List<String> ids = request.launchTemplateNames().isEmpty()
                ? request.launchTemplateIds()
                : templates.templates.all(call).stream()
                        .filter(template -> request.launchTemplateNames().contains(template.launchTemplateName()))
                        .map(LaunchTemplate::launchTemplateId)
                        .toList();
        Page<LaunchTemplate> page = listing.page(
                ids, request.filters(), request.nextToken(), request.maxResults(), "InvalidLaunchTemplateId.NotFound");
        return DescribeLaunchTemplatesResponse.builder()
                .launchTemplates(page.items().stream()
                        .map(template -> shown(call, template))
                        .toList())
                .nextToken(page.next())
                .build();
    }

    private static Refusal noSuchName(String name) {
        return new Refusal(
                "InvalidLaunchTemplateName.NotFoundException",
                "At least one of the launch templates specified in the request does not exist: " + name);
    }

    private static Optional<LaunchTemplate> find(Call call, @Nullable String id, @Nullable String name) {
        Templates templates = call.region().templates();
        if (id == null && name == null) {
            throw new Refusal("MissingParameter", "Either a launch template ID or name must be specified");
        }
        return id == null ? templates.named(name) : templates.templates.get(id);
    }

    private static Refusal missing(@Nullable String id, @Nullable String name) {
        return id == null
                ? noSuchName(String.valueOf(name))
                : new Refusal(
                        "InvalidLaunchTemplateId.NotFound",
                        "The specified launch template, with template ID " + id + ", does not exist.");
    }

    private static SdkPojo versions(Call call, DescribeLaunchTemplateVersionsRequest request) {
        Ec2Tags.stopDryRun(request.dryRun());
        LaunchTemplate template = find(call, request.launchTemplateId(), request.launchTemplateName())
                .orElseThrow(() -> missing(request.launchTemplateId(), request.launchTemplateName()));
        for (String version : request.versions()) {
            if (!FIRST.contains(version)) {
                throw new Refusal(
                        "InvalidLaunchTemplateId.VersionNotFound",
                        "Could not find the specified version " + version + " for the launch template with ID "
                                + template.launchTemplateId() + ".");
            }
        }
        return DescribeLaunchTemplateVersionsResponse.builder()
                .launchTemplateVersions(call.region()
                        .templates()
                        .versions
                        .get(template.launchTemplateId())
                        .orElseThrow())
                .build();
    }

    private static SdkPojo delete(Call call, DeleteLaunchTemplateRequest request) {
        Ec2Tags.stopDryRun(request.dryRun());
        LaunchTemplate template = find(call, request.launchTemplateId(), request.launchTemplateName())
                .orElseThrow(() -> missing(request.launchTemplateId(), request.launchTemplateName()));
        LaunchTemplate shown = shown(call, template);
        String id = template.launchTemplateId();
        call.region().templates().templates.remove(id);
        call.region().templates().versions.remove(id);
        call.region().network().tags.remove(id);
        return DeleteLaunchTemplateResponse.builder().launchTemplate(shown).build();
    }
}
