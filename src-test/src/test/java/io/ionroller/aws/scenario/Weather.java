package io.ionroller.aws.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What becomes of instances and launches, what an account may have and do. Thread-safe. */
public final class Weather {

    /**
     * Which launches are meant: of an account and region, for an Auto Scaling group; everywhere {@code *} stands for anything.
     */
    public record Launches(String account, String region, String group) {
        public static Launches all() {
            return new Launches("*", "*", "*");
        }

        public static Launches of(String group) {
            return new Launches("*", "*", group);
        }

        boolean include(String account, String region, String group) {
            return new Glob(this.account).matches(account)
                    && new Glob(this.region).matches(region)
                    && new Glob(this.group).matches(group);
        }
    }

    private static final class Wanted<T> {
        private final Launches launches;
        private final T what;
        private int left;

        private Wanted(Launches launches, T what, int count) {
            this.launches = launches;
            this.what = what;
            this.left = count;
        }
    }

    private final List<Wanted<Fate>> fates = new ArrayList<>();
    private final List<Wanted<Optional<LaunchFailure>>> failures = new ArrayList<>();
    private final Faults faults;
    private volatile Quotas quotas = Quotas.USUAL;

    public Weather(Faults faults) {
        this.faults = faults;
    }

    /** The next {@code count} instances have this fate; {@link Faults#ALWAYS} for all. */
    public synchronized void fate(Launches launches, int count, Fate fate) {
        fates.add(new Wanted<>(launches, fate, count));
    }

    /** The next {@code count} launches fail. */
    public synchronized void failLaunches(Launches launches, int count, LaunchFailure failure) {
        failures.add(new Wanted<>(launches, Optional.of(failure), count));
    }

    /** The next {@code count} launches fail for want of capacity in their zone. */
    public synchronized void failLaunches(Launches launches, int count) {
        failures.add(new Wanted<>(launches, Optional.empty(), count));
    }

    public void quotas(Quotas quotas) {
        this.quotas = quotas;
    }

    public Quotas quotas() {
        return quotas;
    }

    public synchronized void clear() {
        fates.clear();
        failures.clear();
        quotas = Quotas.USUAL;
    }

    /** The fate of an instance that is being launched. */
    public synchronized Fate fate(String account, String region, String group) {
        return take(fates, account, region, group).orElse(Fate.HEALTHY);
    }

    /** @param usual the failure where the scenario does not say which */
    public synchronized Optional<LaunchFailure> launchFailure(
            String account, String region, String group, LaunchFailure usual) {
        return take(failures, account, region, group).map(failure -> failure.orElse(usual));
    }

    private static <T> Optional<T> take(List<Wanted<T>> all, String account, String region, String group) {
        for (Wanted<T> wanted : all) {
            if (wanted.left > 0 && wanted.launches.include(account, region, group)) {
                wanted.left -= wanted.left == Faults.ALWAYS ? 0 : 1;
                return Optional.of(wanted.what);
            }
        }
        return Optional.empty();
    }

    /** Whether a call would be denied. */
    public boolean denies(String service, String action, String account) {
        return faults.denies(service, action, account);
    }
}
