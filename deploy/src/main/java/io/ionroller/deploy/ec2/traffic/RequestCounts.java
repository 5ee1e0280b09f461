package io.ionroller.deploy.ec2.traffic;

import io.ionroller.deploy.ec2.account.AwsRegion;
import io.ionroller.deploy.ec2.account.Pages;
import io.ionroller.deploy.ec2.account.Pages.Page;
import io.ionroller.deploy.ec2.gate.Lane;
import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.platform.TrafficObservation;
import io.ionroller.engine.platform.TrafficObservation.Route;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;
import software.amazon.awssdk.services.cloudwatch.model.StatusCode;

/**
 * How many requests target groups, or load balancers, had lately, by CloudWatch's RequestCountPerTarget and RequestCount. A balancer reports nothing for a group without
 * requests ("Metrics are reported only when requests are flowing": CloudWatch metrics for your Application Load Balancer), so no
 * value is no request; it is only asked in addition to weight and delay. Never blocks; thread-safe.
 */
public final class RequestCounts {

    /** Of AWS: GetMetricData, MetricDataQueries. */
    private static final int MOST_METRICS = 500;

    private static final String BALANCER = "loadbalancer/";
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int PERIOD = (int) MINUTE.toSeconds();

    private final AwsRegion region;

    public RequestCounts(AwsRegion region) {
        this.region = region;
    }

    /**
     * Requests of target groups or load balancers by ARN. Counted are the minute that is not over, the one before, which CloudWatch may not have
     * in full yet, and so many before these. What had none has no entry in CloudWatch; what CloudWatch does not answer in
     * full has none here.
     *
     * @param minutes that are over for certain, 1 or more
     */
    public CompletionStage<Map<String, Double>> lately(List<String> arns, int minutes, Instant now, Lane lane) {
        Instant from = now.truncatedTo(ChronoUnit.MINUTES).minus(MINUTE.multipliedBy(minutes + 1L));
        List<CompletionStage<Map<String, Double>>> parts = new ArrayList<>();
        for (int first = 0; first < arns.size(); first += MOST_METRICS) {
            parts.add(part(arns.subList(first, Math.min(arns.size(), first + MOST_METRICS)), from, now, lane));
        }
        CompletionStage<Map<String, Double>> all = CompletableFuture.completedStage(new HashMap<>());
        for (CompletionStage<Map<String, Double>> part : parts) {
            all = all.thenCombine(part, (sum, more) -> {
                sum.putAll(more);
                return sum;
            });
        }
        return all;
    }

    /**
     * The traffic with the requests of environments as such that are in flight; what is not answered in full might be one.
     *
     * @param arns of what the requests of these environments were counted of
     */
    public static TrafficObservation counted(
            TrafficObservation traffic, Map<EnvironmentId, String> arns, Map<String, Double> counts) {
        Map<EnvironmentId, Route> routes = new HashMap<>(traffic.routes());
        arns.forEach((environment, arn) -> routes.computeIfPresent(
                environment,
                (same, route) -> new Route(
                        route.weight(),
                        route.zeroSince(),
                        route.drainDelay(),
                        (long) Math.ceil(counts.getOrDefault(arn, 1.0)),
                        route.requests(),
                        route.errors(),
                        route.meanLatency())));
        return new TrafficObservation(traffic.service(), routes, traffic.observedAt());
    }

    private CompletionStage<Map<String, Double>> part(List<String> arns, Instant from, Instant now, Lane lane) {
        List<MetricDataQuery> queries = new ArrayList<>();
        for (int index = 0; index < arns.size(); index++) {
            queries.add(query("g" + index, arns.get(index)));
        }
        Instant to = now.isAfter(from) ? now : from.plus(MINUTE);
        return Pages.<MetricDataResult>all(
                        "GetMetricData",
                        token -> region.metrics(
                                        lane,
                                        "GetMetricData",
                                        client -> client.getMetricData(request -> request.metricDataQueries(queries)
                                                .startTime(from)
                                                .endTime(to)
                                                .nextToken(token)))
                                .thenApply(answer -> new Page<>(answer.metricDataResults(), answer.nextToken())))
                .thenApply(results -> sums(arns, results));
    }

    /** RequestCountPerTarget is the one metric of groups that needs no balancer's name; of AWS: its only meaningful statistic is Sum. */
    private static MetricDataQuery query(String id, String arn) {
        String name = arn.substring(arn.lastIndexOf(':') + 1);
        return name.startsWith(BALANCER)
                ? query(id, "RequestCount", "LoadBalancer", name.substring(BALANCER.length()))
                : query(id, "RequestCountPerTarget", "TargetGroup", name);
    }

    private static MetricDataQuery query(String id, String metricName, String dimension, String name) {
        return MetricDataQuery.builder()
                .id(id)
                .metricStat(stat -> stat.metric(metric -> metric.namespace("AWS/ApplicationELB")
                                .metricName(metricName)
                                .dimensions(of -> of.name(dimension).value(name)))
                        .period(PERIOD)
                        .stat("Sum"))
                .build();
    }

    private static Map<String, Double> sums(List<String> arns, List<MetricDataResult> results) {
        Map<String, Double> sums = new HashMap<>();
        Map<String, StatusCode> last = new HashMap<>();
        for (MetricDataResult result : results) {
            String arn = arns.get(Integer.parseInt(result.id().substring(1)));
            sums.merge(arn, result.values().stream().mapToDouble(value -> value).sum(), Double::sum);
            last.put(arn, result.statusCode());
        }
        sums.keySet().removeIf(arn -> last.get(arn) != StatusCode.COMPLETE);
        return sums;
    }
}
