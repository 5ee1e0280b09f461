package io.ionroller.aws.cloud;

import io.ionroller.aws.protocol.Credential;
import io.ionroller.aws.protocol.Payload;
import io.ionroller.aws.scenario.Weather;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** All accounts, under one lock and one clock. */
public final class Cloud {

    private final ReentrantLock lock = new ReentrantLock();
    private final CloudTime time;
    private final Pace pace;
    private final Weather weather;
    private final Agenda agenda;
    private final Ids ids;
    private final Map<String, Account> accounts = new TreeMap<>();
    private final Map<String, Principal> principals = new HashMap<>();

    public Cloud(CloudTime time, Pace pace, Weather weather, long seed) {
        this.time = time;
        this.pace = pace;
        this.weather = weather;
        this.agenda = new Agenda(time.instant());
        this.ids = new Ids(seed);
    }

    /** Does something as of now, alone. */
    public <T> T alone(Supplier<T> deed) {
        lock.lock();
        try {
            if (lock.getHoldCount() == 1) {
                agenda.runUntil(time.instant());
            }
            return deed.get();
        } finally {
            lock.unlock();
        }
    }

    /** The circumstances of a call; for use inside {@link #alone}. */
    public Call call(Principal caller, String region, Duration staleness, Payload payload) {
        Account account = account(caller.accountId());
        return new Call(this, account, account.region(region), caller, now(), now().minus(staleness), payload);
    }

    public Optional<Principal> principal(Credential credential) {
        return alone(() -> Optional.ofNullable(principals.get(credential.accessKey())));
    }

    public void admit(String accessKey, Principal principal) {
        alone(() -> principals.put(accessKey, principal));
    }

    Account account(String id) {
        return accounts.computeIfAbsent(id, _ -> new Account(this, id));
    }

    Optional<Account> knownAccount(String id) {
        return Optional.ofNullable(accounts.get(id));
    }

    Collection<Account> accounts() {
        return accounts.values();
    }

    /** The present time, outside of {@link #alone}. */
    public Instant time() {
        return time.instant();
    }

    Instant now() {
        return agenda.now();
    }

    void after(Duration delay, Runnable deed) {
        agenda.after(delay, deed);
    }

    <V> Table<V> table() {
        return new Table<>(agenda::now);
    }

    Ids ids() {
        return ids;
    }

    Pace pace() {
        return pace;
    }

    Weather weather() {
        return weather;
    }
}
