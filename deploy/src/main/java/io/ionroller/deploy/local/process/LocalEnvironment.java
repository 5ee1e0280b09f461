package io.ionroller.deploy.local.process;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ionroller.deploy.local.storage.DurableFile;
import io.ionroller.engine.model.Durations;
import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.HealthCheck;
import io.ionroller.engine.platform.EnvironmentObservation;
import io.ionroller.engine.platform.InstanceObservation;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * The instances of one environment. {@link #ensure} and {@link #remove} block and take turns; everything else answers at
 * once, from the processes as they are now. Called from any thread. What it must remember lies in {@code environment.json}
 * and in the slots.
 */
public final class LocalEnvironment {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DESCRIPTION = "environment.json";
    private static final int LOGS_KEPT = 20;

    /** Where an environment lives on the disk. */
    public record Place(EnvironmentId id, Path folder, Path logs) {}

    private final Place place;
    private final ProcessSettings settings;
    private final List<Slot> slots;
    private final HealthCheck check;
    private final ReentrantLock turn = new ReentrantLock();
    private volatile List<InetSocketAddress> serving = List.of();
    private volatile boolean removed;

    private LocalEnvironment(Place place, ProcessSettings settings, int instances, HealthCheck check) {
        this.place = place;
        this.settings = settings;
        this.check = check;
        List<Slot> all = new ArrayList<>();
        for (int i = 1; i <= instances; i++) {
            String name = Integer.toString(i);
            all.add(new Slot(name, place.folder().resolve(name), settings, check, this::refresh));
        }
        slots = List.copyOf(all);
    }

    /** An environment that is not there yet; {@link #ensure} makes it. */
    public static LocalEnvironment planned(Place place, ProcessSettings settings, int instances, HealthCheck check) {
        return new LocalEnvironment(place, settings, instances, check);
    }

    /** Finds the environment that an earlier engine left; empty when its description was never finished. */
    public static Optional<LocalEnvironment> adopt(Place place, ProcessSettings settings) throws IOException {
        Path file = place.folder().resolve(DESCRIPTION);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        LocalEnvironment found = read(place, settings, Files.readString(file));
        for (Slot slot : found.slots) {
            slot.adopt();
        }
        return Optional.of(found);
    }

    public EnvironmentId id() {
        return place.id();
    }

    /** Starts what is missing or exited. Blocks until every new process has claimed its slot. */
    public void ensure(Launch.Plan plan) throws IOException, InterruptedException {
        turn.lockInterruptibly();
        try {
            if (removed) {
                throw new IOException(id() + " is being removed");
            }
            describe();
            Together.all(slots, slot -> slot.ensure(plan));
        } finally {
            turn.unlock();
            refresh();
        }
    }

    /** Ends all instances, keeps their output, and removes everything else. Blocks. */
    public void remove(Launch.Plan plan) throws IOException, InterruptedException {
        turn.lockInterruptibly();
        try {
            removed = true;
            serving = List.of();
            Together.all(slots, slot -> slot.remove(plan));
            for (Slot slot : slots) {
                OutputLog.keep(slot.folder(), place.logs().resolve(slot.name()));
            }
            DurableFile.removeFolder(place.folder());
            forgetOldLogs();
        } finally {
            turn.unlock();
        }
    }

    public EnvironmentObservation observe(Instant now) {
        List<InstanceObservation> instances =
                slots.stream().flatMap(slot -> slot.observe().stream()).toList();
        return instances.isEmpty()
                ? EnvironmentObservation.absent(id(), now)
                : new EnvironmentObservation(id(), slots.size(), instances, now);
    }

    /** Where requests may be sent now; changes as soon as a check or an exit tells. */
    public List<InetSocketAddress> serving() {
        return serving;
    }

    /** Keeps the output files small; called from time to time. */
    public void boundOutput() {
        slots.forEach(Slot::boundOutput);
    }

    /** Ends the watching, not the instances. */
    public void stopWatching() {
        slots.forEach(Slot::stopWatching);
    }

    /** The last lines of an instance's output, also after the environment was removed. */
    public static List<String> output(Place place, String instance, int lines) throws IOException {
        if (!instance.matches("[1-9]\\d{0,3}")) {
            return List.of();
        }
        Path slot = place.folder().resolve(instance);
        return OutputLog.tail(Files.isDirectory(slot) ? slot : place.logs().resolve(instance), lines);
    }

    /** The logs of the environments removed last stay; their folder's time is that of the removal. */
    private void forgetOldLogs() throws IOException {
        Path all = place.logs().resolveSibling("");
        if (!Files.isDirectory(all)) {
            return;
        }
        List<Path> oldestFirst;
        try (Stream<Path> folders = Files.list(all)) {
            oldestFirst = folders.sorted(
                            Comparator.comparing(folder -> folder.toFile().lastModified()))
                    .toList();
        }
        for (Path folder : oldestFirst.subList(0, Math.max(0, oldestFirst.size() - LOGS_KEPT))) {
            DurableFile.removeFolder(folder);
        }
    }

    private synchronized void refresh() {
        serving = removed
                ? List.of()
                : slots.stream().flatMap(slot -> slot.serving().stream()).toList();
    }

    private void describe() throws IOException {
        Path file = place.folder().resolve(DESCRIPTION);
        if (Files.exists(file)) {
            return;
        }
        ObjectNode json = JSON.createObjectNode().put("instances", slots.size());
        json.putObject("health_check")
                .put("path", check.path())
                .put("interval", Durations.format(check.interval()))
                .put("healthy_threshold", check.healthyThreshold())
                .put("unhealthy_threshold", check.unhealthyThreshold())
                .put("timeout", Durations.format(check.timeout()));
        DurableFile.write(file, json.toPrettyString());
    }

    private static LocalEnvironment read(Place place, ProcessSettings settings, String text) throws IOException {
        try {
            JsonNode json = JSON.readTree(text);
            JsonNode check = json.required("health_check");
            return new LocalEnvironment(
                    place,
                    settings,
                    json.required("instances").intValue(),
                    new HealthCheck(
                            check.required("path").textValue(),
                            Durations.parse(check.required("interval").textValue()),
                            check.required("healthy_threshold").intValue(),
                            check.required("unhealthy_threshold").intValue(),
                            Durations.parse(check.required("timeout").textValue())));
        } catch (JsonProcessingException | IllegalArgumentException broken) {
            throw new IOException("cannot read " + place.folder().resolve(DESCRIPTION), broken);
        }
    }
}
