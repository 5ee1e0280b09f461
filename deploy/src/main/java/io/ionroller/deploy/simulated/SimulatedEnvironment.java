package io.ionroller.deploy.simulated;

import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.platform.EnvironmentObservation;
import io.ionroller.engine.platform.EnvironmentSpec;
import io.ionroller.engine.platform.InstanceObservation;
import io.ionroller.engine.platform.InstanceObservation.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One environment in memory; its state follows from the time it was asked for. Guarded by its service's lock. */
final class SimulatedEnvironment {

    /** What a script made of an instance; null means that it lives its normal life. */
    private enum Override {
        KILLED,
        UNHEALTHY
    }

    private final EnvironmentId id;
    private final EnvironmentSpec spec;
    private final SimulatedSettings settings;
    private final Instant runsAt;
    private final Instant[] startedAt;
    private final @Nullable Override[] overrides;

    SimulatedEnvironment(EnvironmentSpec spec, SimulatedSettings settings, Instant now) {
        this.id = spec.id();
        this.spec = spec;
        this.settings = settings;
        this.runsAt = now.plus(settings.createDelay());
        this.startedAt = new Instant[settings.instances()];
        this.overrides = new Override[settings.instances()];
        Arrays.fill(startedAt, runsAt);
    }

    /** When the first instances run. */
    Instant runsAt() {
        return runsAt;
    }

    /** Starts again what exited; answers how many that were. */
    int complete(Instant now) {
        int started = 0;
        for (int i = 0; i < startedAt.length; i++) {
            if (state(i, now) == State.EXITED) {
                startedAt[i] = now;
                overrides[i] = null;
                started++;
            }
        }
        return started;
    }

    void kill(String instance) {
        overrides[index(instance)] = Override.KILLED;
    }

    void makeUnhealthy(String instance) {
        overrides[index(instance)] = Override.UNHEALTHY;
    }

    void makeHealthy(String instance) {
        overrides[index(instance)] = null;
    }

    EnvironmentObservation observe(Instant now) {
        List<InstanceObservation> instances = new ArrayList<>();
        if (!now.isBefore(runsAt)) {
            for (int i = 0; i < startedAt.length; i++) {
                State state = state(i, now);
                instances.add(new InstanceObservation(
                        Integer.toString(i + 1), state, "simulated:" + id + ":" + (i + 1), detail(state)));
            }
        }
        return new EnvironmentObservation(id, settings.instances(), instances, now);
    }

    List<String> output(String instance) {
        int index = index(instance);
        return List.of(
                "simulated instance " + instance + " of " + id + ", version " + spec.version(),
                "started at " + startedAt[index]);
    }

    boolean has(String instance) {
        return find(instance) >= 0;
    }

    private State state(int index, Instant now) {
        if (overrides[index] == Override.KILLED) {
            return State.EXITED;
        }
        if (now.isBefore(startedAt[index].plus(settings.healthyAfter()))) {
            return State.STARTING;
        }
        String version = spec.version().value();
        if (settings.exitVersions().contains(version)) {
            return State.EXITED;
        }
        boolean unhealthy = overrides[index] == Override.UNHEALTHY
                || settings.unhealthyVersions().contains(version);
        return unhealthy ? State.UNHEALTHY : State.HEALTHY;
    }

    private static String detail(State state) {
        return switch (state) {
            case STARTING -> "simulated: starting";
            case HEALTHY -> "";
            case UNHEALTHY -> "simulated: answered 503";
            case EXITED -> "simulated: exited with status 1";
        };
    }

    private int index(String instance) {
        int index = find(instance);
        if (index < 0) {
            throw new IllegalArgumentException("no instance " + instance + " in " + id);
        }
        return index;
    }

    private int find(String instance) {
        for (int i = 0; i < startedAt.length; i++) {
            if (Integer.toString(i + 1).equals(instance)) {
                return i;
            }
        }
        return -1;
    }
}
