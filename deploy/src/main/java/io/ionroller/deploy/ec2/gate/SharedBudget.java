package io.ionroller.deploy.ec2.gate;

import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One node's part of a rate that the nodes of a cluster share. It goes by what it was told last; when it has heard nothing for a
 * while, or nothing yet, by an equal part of the configured rate, less what was learnt. What AWS refuses lowers it at once, and all
 * others' with the next report. The capacity is always divided equally, so the tokens of all nodes are never more than AWS's, except
 * that none has less than {@link Allowance#SMALLEST_CAPACITY}.
 */
final class SharedBudget implements Budget {

    private static final double NANOS = 1e9;

    private final Allowance configured;
    private final GateSettings settings;
    private final Map<Lane, Integer> came = new EnumMap<>(Lane.class);
    private final Map<Lane, Integer> waiting = new EnumMap<>(Lane.class);
    private int nodes;
    private LearntRate equal;
    private double rate;
    private double share;
    private @Nullable Instant heard;
    private Instant lowered;
    private int throttles;

    /** @param nodes how many nodes there are, 1 or more */
    SharedBudget(Allowance configured, int nodes, GateSettings settings, Instant now) {
        this.configured = configured;
        this.settings = settings;
        this.nodes = nodes;
        this.equal = new LearntRate(configured.perSecond() / nodes, settings.learning(), now);
        this.lowered = now;
    }

    @Override
    public synchronized Allowance allowance(Instant now) {
        Instant told = heard;
        boolean silent =
                told == null || told.plus(settings.sharing().silentAfter()).isBefore(now);
        return configured.part(nodes).atRate(silent ? equal.at(now) : share);
    }

    @Override
    public synchronized boolean throttled(Instant started, Instant now) {
        equal.throttled(started, now);
        if (started.isBefore(lowered)) {
            return false;
        }
        GateSettings.Learning learning = settings.learning();
        share = Math.max(
                share * learning.decrease(), Math.min(share, configured.perSecond() * learning.floor() / nodes));
        lowered = now;
        throttles++;
        return true;
    }

    @Override
    public synchronized void entered(Lane lane) {
        came.merge(lane, 1, Integer::sum);
        waiting.merge(lane, 1, Integer::sum);
    }

    @Override
    public synchronized void left(Lane lane) {
        waiting.merge(lane, -1, Integer::sum);
    }

    /** What to tell since the last time. */
    synchronized Told report() {
        Map<String, Double> demand = new HashMap<>();
        double seconds = settings.sharing().reportEvery().toNanos() / NANOS;
        for (Lane lane : Lane.values()) {
            double calls = came.getOrDefault(lane, 0) / seconds + waiting.getOrDefault(lane, 0);
            if (calls > 0) {
                demand.put(lane.label(), calls);
            }
        }
        Told told = new Told(demand, throttles, rate, nodes);
        came.clear();
        throttles = 0;
        return told;
    }

    /** What {@link ApiBudget.Report} needs of a budget. */
    record Told(Map<String, Double> demand, int throttles, double rate, int nodes) {}

    /** What the node may use from now on. */
    synchronized void accept(Rations.Share told, Instant now) {
        nodes = Math.max(1, told.nodes());
        rate = told.rate();
        share = told.perSecond();
        heard = now;
        equal = new LearntRate(configured.perSecond() / nodes, settings.learning(), now);
        equal.limit(rate / nodes);
    }
}
