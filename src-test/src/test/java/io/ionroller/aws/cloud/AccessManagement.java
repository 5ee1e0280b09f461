package io.ionroller.aws.cloud;

import io.ionroller.aws.protocol.Refusal;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.iam.model.EvaluationResult;
import software.amazon.awssdk.services.iam.model.GetInstanceProfileRequest;
import software.amazon.awssdk.services.iam.model.GetInstanceProfileResponse;
import software.amazon.awssdk.services.iam.model.GetRoleRequest;
import software.amazon.awssdk.services.iam.model.GetRoleResponse;
import software.amazon.awssdk.services.iam.model.PolicyEvaluationDecisionType;
import software.amazon.awssdk.services.iam.model.SimulatePrincipalPolicyRequest;
import software.amazon.awssdk.services.iam.model.SimulatePrincipalPolicyResponse;

/** IAM, to read roles and profiles from, and to ask what is allowed: everything but what the scenario denies. */
public final class AccessManagement {

    private AccessManagement() {}

    public static Actions actions() {
        return new Actions()
                .on(
                        GetRoleRequest.class,
                        (call, request) -> GetRoleResponse.builder()
                                .role(call.account()
                                        .identities()
                                        .roles
                                        .get(request.roleName(), call)
                                        .orElseThrow(() -> missing("role", request.roleName())))
                                .build())
                .on(
                        GetInstanceProfileRequest.class,
                        (call, request) -> GetInstanceProfileResponse.builder()
                                .instanceProfile(call.account()
                                        .identities()
                                        .profiles
                                        .get(request.instanceProfileName(), call)
                                        .orElseThrow(() -> missing("Instance Profile", request.instanceProfileName())))
                                .build())
                .on(SimulatePrincipalPolicyRequest.class, AccessManagement::simulate);
    }

    private static Refusal missing(String what, String name) {
        return new Refusal("NoSuchEntity", "The " + what + " with name " + name + " cannot be found.", 404);
    }

    private static SdkPojo simulate(Call call, SimulatePrincipalPolicyRequest request) {
        List<String> resources = request.resourceArns().isEmpty() ? List.of("*") : request.resourceArns();
        List<EvaluationResult> results = new ArrayList<>();
        for (String action : request.actionNames()) {
            String[] parts = action.split(":", 2);
            boolean denied = parts.length < 2
                    || call.cloud()
                            .weather()
                            .denies(parts[0], parts[1], call.account().id());
            resources.forEach(resource -> results.add(EvaluationResult.builder()
                    .evalActionName(action)
                    .evalResourceName(resource)
                    .evalDecision(
                            denied ? PolicyEvaluationDecisionType.IMPLICIT_DENY : PolicyEvaluationDecisionType.ALLOWED)
                    .build()));
        }
        return SimulatePrincipalPolicyResponse.builder()
                .evaluationResults(results)
                .isTruncated(false)
                .build();
    }
}
