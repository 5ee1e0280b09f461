package io.ionroller.aws.cloud;

import io.ionroller.aws.protocol.Refusal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataResponse;
import software.amazon.awssdk.services.cloudwatch.model.Metric;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;
import software.amazon.awssdk.services.cloudwatch.model.ScanBy;
import software.amazon.awssdk.services.cloudwatch.model.StatusCode;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthStateEnum;

/**
 * CloudWatch, as far as balancers' metrics of the scenario's traffic go.
 *
 * <p>Source: "CloudWatch metrics for your Application Load Balancer": what is zero is not reported; RequestCountPerTarget is
 * the average per target, read as Sum.
 */
public final class Metrics {

    /** Source: API_GetMetricData. */
    private static final int MOST_QUERIES = 500;

    private Metrics() {}

    public static Actions actions() {
        return new Actions().on(GetMetricDataRequest.class, Metrics::data);
    }

    private static SdkPojo data(Call call, GetMetricDataRequest request) {
        if (request.metricDataQueries().size() > MOST_QUERIES) {
            throw new Refusal(
                    "ValidationError",
                    "The collection MetricDataQueries must not have a size greater than " + MOST_QUERIES + ".");
        }
        if (!request.startTime().isBefore(request.endTime())) {
            throw new Refusal("ValidationError", "The parameter StartTime must be less than the parameter EndTime.");
        }
        return GetMetricDataResponse.builder()
                .metricDataResults(request.metricDataQueries().stream()
                        .map(query -> result(call, request, query))
                        .toList())
                .build();
    }

    private static MetricDataResult result(Call call, GetMetricDataRequest request, MetricDataQuery query) {
        if (query.metricStat() == null) {
            throw new Refusal("ValidationError", "Only queries of a metric are known here, not expressions");
        }
        int period = query.metricStat().period();
        if (period % 60 != 0) {
            throw new Refusal("ValidationError", "The metrics of load balancers have periods of 60 seconds");
        }
        TreeMap<Long, Double> points = new TreeMap<>();
        series(call, query.metricStat().metric()).forEach((minute, value) -> {
            boolean over = minute + 60 <= call.seenAt().getEpochSecond();
            if (over
                    && value > 0
                    && minute >= request.startTime().getEpochSecond()
                    && minute < request.endTime().getEpochSecond()) {
                points.merge(minute - Math.floorMod(minute, (long) period), value, Double::sum);
            }
        });
        Map<Long, Double> ordered = request.scanBy() == ScanBy.TIMESTAMP_ASCENDING ? points : points.descendingMap();
        List<Instant> times = new ArrayList<>();
        ordered.keySet().forEach(second -> times.add(Instant.ofEpochSecond(second)));
        return MetricDataResult.builder()
                .id(query.id())
                .label(Objects.requireNonNullElse(
                        query.label(), query.metricStat().metric().metricName()))
                .timestamps(times)
                .values(ordered.values())
                .statusCode(StatusCode.COMPLETE)
                .build();
    }

    private static TreeMap<Long, Double> series(Call call, Metric metric) {
        TreeMap<Long, Double> series = new TreeMap<>();
        if (!"AWS/ApplicationELB".equals(metric.namespace())) {
            return series;
        }
        for (String arn : targetGroups(call, metric)) {
            call.region().traffic().counts(arn).forEach((minute, count) -> {
                double value = switch (metric.metricName()) {
                    case "RequestCount" -> count.requests();
                    case "HTTPCode_Target_5XX_Count" -> count.errors();
                    case "RequestCountPerTarget" -> count.requests() / targets(call, arn);
                    default -> 0;
                };
                series.merge(minute, value, Double::sum);
            });
        }
        return series;
    }

    private static double targets(Call call, String arn) {
        long healthy = call.region().healthChecks().targets(arn).stream()
                .filter(target -> target.state() == TargetHealthStateEnum.HEALTHY)
                .count();
        return Math.max(1, healthy);
    }

    private static List<String> targetGroups(Call call, Metric metric) {
        Balancing balancing = call.region().balancing();
        Optional<String> group = dimension(metric, "TargetGroup").map(balancing::arn);
        Optional<String> balancer =
                dimension(metric, "LoadBalancer").map(name -> balancing.arn("loadbalancer/" + name));
        return balancing.targetGroups.all().stream()
                .filter(known -> group.isEmpty() || group.get().equals(known.targetGroupArn()))
                .filter(known ->
                        balancer.isEmpty() || known.loadBalancerArns().contains(balancer.get()) || group.isPresent())
                .map(known -> known.targetGroupArn())
                .toList();
    }

    private static Optional<String> dimension(Metric metric, String name) {
        return metric.dimensions().stream()
                .filter(dimension -> dimension.name().equals(name))
                .map(Dimension::value)
                .findFirst();
    }
}
