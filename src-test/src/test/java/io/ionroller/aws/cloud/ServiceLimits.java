package io.ionroller.aws.cloud;

import io.ionroller.aws.protocol.Refusal;
import io.ionroller.aws.scenario.Quotas;
import java.util.Map;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.servicequotas.model.GetServiceQuotaRequest;
import software.amazon.awssdk.services.servicequotas.model.GetServiceQuotaResponse;

/** Service Quotas, for the quotas that this cloud has. */
public final class ServiceLimits {

    /** What a quota is called. */
    private record Known(String service, String code, String name) {}

    private ServiceLimits() {}

    public static Actions actions() {
        return new Actions().on(GetServiceQuotaRequest.class, ServiceLimits::get);
    }

    private static SdkPojo get(Call call, GetServiceQuotaRequest request) {
        Quotas quotas = call.cloud().weather().quotas();
        Map<Known, Integer> values = Map.of(
                new Known("ec2", "L-1216C47A", "Running On-Demand Standard (A, C, D, H, I, M, R, T, Z) instances"),
                quotas.vcpus(),
                new Known("elasticloadbalancing", "L-B22855CB", "Target Groups per Region"),
                quotas.targetGroups(),
                new Known("autoscaling", "L-CDE20ADC", "Auto Scaling groups per region"),
                quotas.autoScalingGroups());
        Map.Entry<Known, Integer> found = values.entrySet().stream()
                .filter(entry -> entry.getKey().service().equals(request.serviceCode())
                        && entry.getKey().code().equals(request.quotaCode()))
                .findFirst()
                .orElseThrow(() -> new Refusal(
                        "NoSuchResourceException", "The request failed because the specified quota does not exist."));
        Known quota = found.getKey();
        return GetServiceQuotaResponse.builder()
                .quota(shown -> shown.serviceCode(quota.service())
                        .serviceName(quota.service())
                        .quotaCode(quota.code())
                        .quotaName(quota.name())
                        .quotaArn(call.arn("servicequotas", quota.service() + "/" + quota.code()))
                        .value((double) found.getValue())
                        .adjustable(true)
                        .globalQuota(false)
                        .unit("None"))
                .build();
    }
}
