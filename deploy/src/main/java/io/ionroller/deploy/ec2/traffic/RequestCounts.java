package io.ionroller.deploy.ec2.traffic;

import io.ionroller.deploy.ec2.account.AwsRegion;
import io.ionroller.deploy.ec2.gate.Lane;
import io.ionroller.engine.platform.PlatformException;
import io.ionroller.engine.platform.PlatformException.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataResponse;
import software.amazon.awssdk.services.cloudwatch.model.Metric;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;

/**
 * How many requests target groups had lately, by CloudWatch's RequestCount. A balancer reports nothing for a group without requests
 * ("Metrics are reported only when requests are flowing": CloudWatch metrics for your Application Load Balancer), so no data is no
 * request here; it is only asked in addition to the weight and the delay. Never blocks; thread-safe.
 */
final class RequestCounts {

    private static final Logger LOG = LoggerFactory.getLogger(RequestCounts.class);
    private static final int PERIOD_SECONDS = 60;
    private static final String MARK = "targetgroup/";

    private final AwsRegion region;
    private final AtomicBoolean told = new AtomicBoolean();

    RequestCounts(AwsRegion region) {
        this.region = region;
    }

    /**
     * Requests by ARN of the group.
     *
     * @param listener ARN of the listener that they come by
     * @param periods minutes to look back, the one under way not counted; from 1
     */
    CompletionStage<Map<String, Long>> lately(List<String> arns, String listener, int periods, Instant now, Lane lane) {
        Instant end = now.truncatedTo(java.time.temporal.ChronoUnit.MINUTES);
        GetMetricDataRequest request = GetMetricDataRequest.builder()
                .startTime(end.minus(Duration.ofMinutes(periods)))
                .endTime(end)
                .metricDataQueries(queries(arns, listener))
                .build();
        return region.metrics(lane, "GetMetricData", client -> client.getMetricData(request))
                .thenApply(answer -> counts(arns, answer))
                .exceptionallyCompose(this::withoutMetrics);
    }

    private static List<MetricDataQuery> queries(List<String> arns, String listener) {
        List<MetricDataQuery> queries = new ArrayList<>();
        for (int i = 0; i < arns.size(); i++) {
            String arn = arns.get(i);
            Metric metric = Metric.builder()
                    .namespace("AWS/ApplicationELB")
                    .metricName("RequestCount")
                    .dimensions(
                            dimension -> dimension.name("TargetGroup").value(arn.substring(arn.indexOf(MARK))),
                            dimension -> dimension.name("LoadBalancer").value(balancer(listener)))
                    .build();
            queries.add(MetricDataQuery.builder()
                    .id("group" + i)
                    .metricStat(
                            stat -> stat.metric(metric).period(PERIOD_SECONDS).stat("Sum"))
                    .build());
        }
        return queries;
    }

    /** {@code app/NAME/ID} of {@code arn:...:listener/app/NAME/ID/LISTENER}. */
    private static String balancer(String listener) {
        String resource = listener.substring(listener.indexOf("/app/") + 1);
        return resource.substring(0, resource.lastIndexOf('/'));
    }

    private static Map<String, Long> counts(List<String> arns, GetMetricDataResponse answer) {
        Map<String, Long> counts = new HashMap<>();
        answer.metricDataResults().forEach(result -> {
            int index = Integer.parseInt(result.id().substring("group".length()));
            long sum = Math.round(
                    result.values().stream().mapToDouble(Double::doubleValue).sum());
            counts.put(arns.get(index), sum);
        });
        return counts;
    }

    /** Without leave to read metrics, or where there are none, the weight and the delay must do; it is said once. */
    private CompletionStage<Map<String, Long>> withoutMetrics(Throwable thrown) {
        Throwable cause = thrown instanceof java.util.concurrent.CompletionException ? thrown.getCause() : thrown;
        if (cause instanceof PlatformException failure && failure.kind() == Kind.TERMINAL) {
            if (told.compareAndSet(false, true)) {
                LOG.atWarn()
                        .addKeyValue("region", region.name())
                        .addKeyValue("reason", failure.getMessage())
                        .log("metrics cannot be read: drain proofs go by weight and delay alone");
            }
            return CompletableFuture.completedStage(Map.of());
        }
        return CompletableFuture.failedStage(thrown);
    }
}
