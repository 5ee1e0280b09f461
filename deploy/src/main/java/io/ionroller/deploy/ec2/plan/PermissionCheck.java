package io.ionroller.deploy.ec2.plan;

import io.ionroller.deploy.ec2.account.AwsFailure;
import io.ionroller.deploy.ec2.account.AwsRegion;
import io.ionroller.deploy.ec2.gate.Lane;
import io.ionroller.engine.platform.PlatformException;
import io.ionroller.engine.platform.PlatformPlan.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.services.iam.model.ContextEntry;
import software.amazon.awssdk.services.iam.model.EvaluationResult;
import software.amazon.awssdk.services.iam.model.PolicyEvaluationDecisionType;
import software.amazon.awssdk.services.iam.model.Role;

/**
 * Whether the engine may do what a release does: IAM simulates its policies for every action, on the resources that it would be.
 * Whether the instances may do theirs is not asked, only that their profile is there.
 */
final class PermissionCheck {

    private static final Pattern ASSUMED = Pattern.compile("arn:([^:]+):sts::(\\d{12}):assumed-role/([^/]+)/.+");
    private static final Pattern PRINCIPAL = Pattern.compile("arn:([^:]+):iam::(\\d{12}):(?:role|user)/.+");
    private static final Pattern ROOT = Pattern.compile("arn:[^:]+:iam::\\d{12}:root");

    private final Subject subject;
    private final AwsRegion region;
    private final CompletionStage<List<Role>> instanceRoles;

    PermissionCheck(Subject subject) {
        this.subject = subject;
        this.region = subject.region();
        this.instanceRoles = subject.settings()
                .machine()
                .instanceProfile()
                .map(this::roles)
                .orElseGet(() -> CompletableFuture.completedStage(List.of()));
    }

    CompletionStage<Part> check() {
        return Part.all(List.of(
                Part.orUnknown("instance_profile", "the instance profile", profile()),
                permissions()
                        .exceptionally(thrown -> Part.of(List.of(Problem.warning(
                                "permissions",
                                "what the engine may do could not be checked: " + thrown.getMessage(),
                                "iam:SimulatePrincipalPolicy for the engine, if you want it checked"))))));
    }

    private CompletionStage<List<Role>> roles(String nameOrArn) {
        String name = nameOrArn.substring(nameOrArn.lastIndexOf('/') + 1);
        return region.access(
                        Lane.CREATE,
                        "GetInstanceProfile",
                        client -> client.getInstanceProfile(request -> request.instanceProfileName(name)))
                .thenApply(found -> found.instanceProfile().roles());
    }

    private CompletionStage<Part> profile() {
        Optional<String> name = subject.settings().machine().instanceProfile();
        return instanceRoles
                .thenApply(roles -> name.isPresent() && roles.isEmpty()
                        ? Part.blocking("instance_profile", name.get() + " has no role", "a profile with a role")
                        : Part.NONE)
                .exceptionallyCompose(thrown -> AwsFailure.has(thrown, "NoSuchEntity")
                        ? CompletableFuture.completedStage(Part.blocking(
                                "instance_profile",
                                "there is no instance profile " + name.orElse(""),
                                "an instance profile of the account"))
                        : CompletableFuture.failedStage(thrown));
    }

    private CompletionStage<Part> permissions() {
        return principal().thenCompose(arn -> {
            if (ROOT.matcher(arn).matches()) {
                return CompletableFuture.completedStage(
                        Part.note("The engine works as the account's root, which may do everything; give it a role."));
            }
            Matcher matcher = PRINCIPAL.matcher(arn);
            if (!matcher.matches()) {
                return CompletableFuture.failedStage(new PlatformException(
                        PlatformException.Kind.TERMINAL, "the policies of " + arn + " cannot be simulated"));
            }
            NeededActions needed = new NeededActions(subject, matcher.group(1), matcher.group(2));
            return instanceRoles
                    .exceptionally(told -> List.of())
                    .thenCompose(roles -> Part.all(Stream.concat(
                                    needed.all().stream(),
                                    NeededActions.passing(
                                            roles.stream().map(Role::arn).toList()))
                            .map(one -> simulated(arn, one, needed.context(one)))
                            .toList()));
        });
    }

    /** The role or user whose policies count. */
    private CompletionStage<String> principal() {
        return subject.settings()
                .account()
                .map(account -> CompletableFuture.completedStage(account.role().toString()))
                .orElseGet(() -> region.identity(Lane.CREATE, "GetCallerIdentity", client -> client.getCallerIdentity())
                        .thenCompose(caller -> role(caller.arn())));
    }

    /** A session's ARN lacks the path of its role. */
    private CompletionStage<String> role(String caller) {
        Matcher session = ASSUMED.matcher(caller);
        if (!session.matches()) {
            return CompletableFuture.completedStage(caller);
        }
        String plain = "arn:" + session.group(1) + ":iam::" + session.group(2) + ":role/" + session.group(3);
        return region.access(
                        Lane.CREATE, "GetRole", client -> client.getRole(request -> request.roleName(session.group(3))))
                .thenApply(found -> found.role().arn())
                .exceptionally(unread -> plain);
    }

    private CompletionStage<Part> simulated(String arn, NeededActions.Needed needed, List<ContextEntry> context) {
        return region.access(
                        Lane.CREATE,
                        "SimulatePrincipalPolicy",
                        client -> client.simulatePrincipalPolicy(request -> request.policySourceArn(arn)
                                .actionNames(needed.actions())
                                .resourceArns(needed.resource())
                                .contextEntries(context)))
                .thenApply(answer -> judged(arn, needed, answer.evaluationResults()));
    }

    /** A policy with conditions on what the simulation does not know, such as tags, may allow what is denied here. */
    private static Part judged(String arn, NeededActions.Needed needed, List<EvaluationResult> results) {
        TreeSet<String> denied = new TreeSet<>();
        TreeSet<String> unsure = new TreeSet<>();
        for (EvaluationResult result : results) {
            if (result.evalDecision() != PolicyEvaluationDecisionType.ALLOWED) {
                (result.missingContextValues().isEmpty() ? denied : unsure).add(result.evalActionName());
            }
        }
        List<Problem> problems = new ArrayList<>();
        if (!denied.isEmpty()) {
            problems.add(Problem.blocking(
                    "permissions",
                    arn + " may not do " + String.join(", ", denied) + " on " + needed.resource(),
                    "a policy that allows it"));
        }
        if (!unsure.isEmpty()) {
            problems.add(Problem.warning(
                    "permissions",
                    "whether " + arn + " may do " + String.join(", ", unsure) + " on " + needed.resource()
                            + " depends on conditions that cannot be simulated",
                    ""));
        }
        return Part.of(problems);
    }
}
