package io.ionroller.api.app;

import io.ionroller.api.telemetry.PlatformCalls;
import io.ionroller.deploy.ec2.gate.Gates;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.concurrent.CompletionStage;

/** All figures of this process. They begin at zero with it, as Prometheus expects. Thread-safe. */
final class Metrics implements AutoCloseable {

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();
    private final RolloutMetrics rollouts = new RolloutMetrics(registry);
    private final PlatformCalls platforms = new PlatformCalls(this::record);
    private volatile double lag = Double.NaN;

    Metrics() {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        collections.bindTo(registry);
        Gauge.builder("ionroller.catalog.lag", this, metrics -> metrics.lag)
                .description(
                        "Stored events that the lists do not show yet; not a number while the store does not tell.")
                .register(registry);
    }

    /** Hears how releases go. */
    RolloutMetrics rollouts() {
        return rollouts;
    }

    /** Times the calls to platforms. */
    PlatformCalls platforms() {
        return platforms;
    }

    private void record(PlatformCalls.Call call) {
        Timer.builder("ionroller.platform.call")
                .description("Calls of the engine to its platforms.")
                .tags("platform", call.platform(), "verb", call.verb(), "outcome", call.outcome())
                .register(registry)
                .record(call.took());
    }

    /**
     * As Prometheus reads them.
     *
     * @param missing stored events that the lists do not show yet
     */
    CompletionStage<String> text(Gates gates, CompletionStage<Long> missing) {
        new GateMetrics(gates, registry).refresh();
        return missing.thenApply(Long::doubleValue)
                .exceptionally(unknown -> Double.NaN)
                .thenApply(behind -> {
                    lag = behind;
                    return registry.scrape();
                });
    }

    @Override
    public void close() {
        collections.close();
        registry.close();
    }
}
