package io.ionroller.deploy.local;

import io.ionroller.deploy.local.process.Launch;
import io.ionroller.deploy.local.process.LocalEnvironment;
import io.ionroller.deploy.local.process.LocalEnvironment.Place;
import io.ionroller.deploy.local.process.PortRange;
import io.ionroller.deploy.local.process.ProcessSettings;
import io.ionroller.deploy.local.router.RouterContext;
import io.ionroller.deploy.local.router.Routers;
import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.HealthCheck;
import io.ionroller.engine.model.InvalidValueException;
import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.platform.PlatformException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.pekko.actor.typed.ActorSystem;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What runs on this machine under one folder: environments, routers, and the lock that keeps a second engine out. */
final class LocalMachine implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(LocalMachine.class);
    private static final Duration LOOK_AT_OUTPUT = Duration.ofSeconds(10);

    private final Path folder;
    private final FileChannel lock;
    private final ProcessSettings processes;
    private final Routers routers;
    private final Clock clock = Clock.systemUTC();
    private final ConcurrentHashMap<EnvironmentId, LocalEnvironment> environments = new ConcurrentHashMap<>();
    /** What was torn down; late calls can only come from this process, so they need not outlive it. */
    private final Set<EnvironmentId> removed = ConcurrentHashMap.newKeySet();

    private final Thread housekeeping;

    private LocalMachine(Path folder, FileChannel lock, ActorSystem<?> system, LocalSettings settings) {
        this.folder = folder;
        this.lock = lock;
        this.processes = new ProcessSettings(
                new PortRange(settings.firstPort(), settings.lastPort()),
                settings.launchTimeout(),
                settings.grace(),
                settings.outputLimit());
        this.routers = new Routers(folder, new RouterContext(system, settings.router(), this::serving, clock));
        this.housekeeping = Thread.ofVirtual().name("local-output").unstarted(this::boundOutput);
    }

    static LocalMachine open(Path folder, ActorSystem<?> system, LocalSettings settings) throws IOException {
        Path absolute = Files.createDirectories(folder).toRealPath();
        LocalMachine machine = new LocalMachine(absolute, lock(absolute), system, settings);
        try {
            machine.adopt();
        } catch (IOException | RuntimeException failed) {
            machine.close();
            throw failed;
        }
        machine.housekeeping.start();
        return machine;
    }

    Routers routers() {
        return routers;
    }

    Clock clock() {
        return clock;
    }

    Optional<LocalEnvironment> find(EnvironmentId id) {
        return Optional.ofNullable(environments.get(id));
    }

    LocalEnvironment environment(EnvironmentId id, int instances, HealthCheck check) {
        if (removed.contains(id)) {
            throw new PlatformException(
                    PlatformException.Kind.SUPERSEDED,
                    id + " was removed and is not made again; this call comes too late");
        }
        return environments.computeIfAbsent(
                id, absent -> LocalEnvironment.planned(place(id), processes, instances, check));
    }

    /** Takes an environment out of the router and ends it. Blocks; nothing to do when it is gone. */
    void remove(EnvironmentId id, Launch.Plan plan) throws IOException, InterruptedException {
        removed.add(id);
        routers.forget(id);
        LocalEnvironment environment = environments.get(id);
        if (environment != null) {
            environment.remove(plan);
            environments.remove(id);
        }
        if (environments.keySet().stream().noneMatch(other -> other.service().equals(id.service()))) {
            routers.close(id.service());
        }
    }

    Place place(EnvironmentId id) {
        Path service = folder.resolve(id.service().value());
        return new Place(
                id, service.resolve(id.toString()), service.resolve("logs").resolve(id.toString()));
    }

    @Override
    public void close() {
        housekeeping.interrupt();
        routers.close();
        environments.values().forEach(LocalEnvironment::stopWatching);
        try {
            lock.close();
        } catch (IOException e) {
            log.atWarn().addKeyValue("folder", folder).setCause(e).log("the folder's lock could not be released");
        }
    }

    private List<InetSocketAddress> serving(EnvironmentId id) {
        LocalEnvironment environment = environments.get(id);
        return environment == null ? List.of() : environment.serving();
    }

    private void adopt() throws IOException {
        for (Path service : folders(folder)) {
            ServiceName name;
            try {
                name = new ServiceName(service.getFileName().toString());
            } catch (InvalidValueException notOurs) {
                continue;
            }
            for (Path environment : folders(service)) {
                adoptEnvironment(environment);
            }
            routers.reopen(name);
        }
    }

    private void adoptEnvironment(Path environment) throws IOException {
        EnvironmentId id = id(environment).orElse(null);
        if (id == null) {
            return;
        }
        LocalEnvironment.adopt(place(id), processes).ifPresent(found -> {
            environments.put(id, found);
            log.atInfo().addKeyValue("environment", id).log("environment found again");
        });
    }

    private static Optional<EnvironmentId> id(Path environment) {
        try {
            return Optional.of(EnvironmentId.parse(environment.getFileName().toString()));
        } catch (InvalidValueException notOurs) {
            return Optional.empty();
        }
    }

    private static List<Path> folders(Path parent) throws IOException {
        try (Stream<Path> all = Files.list(parent)) {
            return all.filter(Files::isDirectory).toList();
        }
    }

    private static FileChannel lock(Path folder) throws IOException {
        FileChannel channel =
                FileChannel.open(folder.resolve("engine.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        @Nullable FileLock held = null;
        try {
            held = channel.tryLock();
        } catch (OverlappingFileLockException ours) {
            // told below, as for another process
        }
        if (held == null) {
            channel.close();
            throw new IOException("another engine uses " + folder + "; stop it, or use another data folder");
        }
        return channel;
    }

    private void boundOutput() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Thread.sleep(LOOK_AT_OUTPUT);
                environments.values().forEach(LocalEnvironment::boundOutput);
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }
}
