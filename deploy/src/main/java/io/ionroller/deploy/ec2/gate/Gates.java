package io.ionroller.deploy.ec2.gate;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** All gates of this process, each made when it is first asked for. One per process; safe for all threads. */
public final class Gates {

    private final Map<GateKey, Gate> gates = new ConcurrentHashMap<>();
    private final Function<GateKey, Budget> budgets;
    private final GateSettings settings;
    private final GateTime time;

    /** @param budgets makes the budget of a gate; asked once for each */
    public Gates(Function<GateKey, Budget> budgets, GateSettings settings, GateTime time) {
        this.budgets = budgets;
        this.settings = settings;
        this.time = time;
    }

    /** Gates of a process that is alone: each has the whole of what is configured. */
    public static Gates alone(GateSettings settings, GateTime time) {
        return new Gates(
                key -> new FixedBudget(settings.allowance(key.family()), settings.learning(), time.now()),
                settings,
                time);
    }

    public Gate gate(GateKey key) {
        return gates.computeIfAbsent(key, missing -> new Gate(missing, budgets.apply(missing), settings, time));
    }

    public GateTime time() {
        return time;
    }

    public GateSettings settings() {
        return settings;
    }

    /** The longest delay of a lane's calls to an account in a region at this moment; see {@link GateFigures#delay}. */
    public Optional<String> delay(String account, String region, Lane lane) {
        return gates.values().stream()
                .filter(gate -> gate.key().account().equals(account)
                        && gate.key().region().equals(region))
                .map(Gate::figures)
                .max(Comparator.comparing(figures -> figures.lastWait(lane)))
                .flatMap(figures -> figures.delay(lane));
    }

    /** Of all gates that were used, by key. */
    public List<GateFigures> figures() {
        return gates.values().stream()
                .sorted(Comparator.comparing(gate -> gate.key().text()))
                .map(Gate::figures)
                .toList();
    }
}
