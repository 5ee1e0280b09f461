package io.ionroller.api.app;

import io.ionroller.deploy.ec2.gate.Gate;
import io.ionroller.deploy.ec2.gate.GateFigures;
import io.ionroller.deploy.ec2.gate.GateKey;
import io.ionroller.deploy.ec2.gate.Gates;
import io.ionroller.deploy.ec2.gate.Lane;
import io.ionroller.deploy.ec2.gate.LaneFigures;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/** The calls to AWS: how many, how long they wait for their turn, how often AWS refuses them. */
final class GateMetrics {

    private final Gates gates;
    private final MeterRegistry registry;

    GateMetrics(Gates gates, MeterRegistry registry) {
        this.gates = gates;
        this.registry = registry;
    }

    /** Takes in gates and actions that were used for the first time since; what is known already is left alone. */
    void refresh() {
        for (GateFigures figures : gates.figures()) {
            Gate gate = gates.gate(figures.key());
            Tags tags = tags(figures.key());
            figures.actions().keySet().forEach(action -> calls(gate, tags, action));
            figures.lanes().keySet().forEach(lane -> waits(gate, tags, lane));
            gauge(
                    "ionroller.aws.rate",
                    "Calls a second that this node may make now.",
                    tags,
                    gate,
                    ready -> ready.figures().allowance().perSecond());
            gauge(
                    "ionroller.aws.tokens",
                    "Calls that could go at once.",
                    tags,
                    gate,
                    ready -> ready.figures().tokens());
        }
    }

    private static Tags tags(GateKey key) {
        return Tags.of(
                "account",
                key.account(),
                "region",
                key.region(),
                "family",
                key.family().label());
    }

    private void calls(Gate gate, Tags tags, String action) {
        FunctionCounter.builder(
                        "ionroller.aws.calls",
                        gate,
                        made -> made.figures().actions().getOrDefault(action, 0L))
                .description("Calls made to AWS.")
                .tags(tags.and("action", action))
                .register(registry);
    }

    private void waits(Gate gate, Tags tags, Lane lane) {
        Tags named = tags.and("lane", lane.label());
        FunctionTimer.builder(
                        "ionroller.aws.wait",
                        gate,
                        made -> of(made, lane).calls() + of(made, lane).givenUp(),
                        made -> of(made, lane).waits().toNanos(),
                        TimeUnit.NANOSECONDS)
                .description("How long calls waited for their turn.")
                .tags(named)
                .register(registry);
        count(
                "ionroller.aws.throttled",
                "Calls that AWS refused because there were too many.",
                named,
                gate,
                made -> of(made, lane).throttled());
        count(
                "ionroller.aws.given.up",
                "Calls that were not made because they waited too long.",
                named,
                gate,
                made -> of(made, lane).givenUp());
        gauge(
                "ionroller.aws.waiting",
                "Calls that wait for their turn now.",
                named,
                gate,
                made -> of(made, lane).waiting());
    }

    private static LaneFigures of(Gate gate, Lane lane) {
        return Objects.requireNonNull(gate.figures().lanes().get(lane));
    }

    private void count(String name, String description, Tags tags, Gate gate, ToDoubleFunction<Gate> value) {
        FunctionCounter.builder(name, gate, value)
                .description(description)
                .tags(tags)
                .register(registry);
    }

    private void gauge(String name, String description, Tags tags, Gate gate, ToDoubleFunction<Gate> value) {
        Gauge.builder(name, gate, value).description(description).tags(tags).register(registry);
    }
}
