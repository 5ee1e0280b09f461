package io.ionroller.deploy.local.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Starts a process that first claims its slot and then becomes the command. */
final class LaunchScript {

    /** The slot was claimed by another process. */
    static final int CLAIMED = 75;
    /** The claim could not be written. */
    static final int NO_CLAIM = 74;

    /** Names of our own, such as a database password, are not for instances. */
    private static final String OWN_NAMES = "IONROLLER_";

    /**
     * Arguments: the slot's folder, the claim's file, the port, then the command. The claim is written aside and linked into
     * place: the link fails if anybody was first. INT and HUP are ignored, and stay so in the command, for systems without
     * setsid, where the instance is in the engine's own process group and Ctrl-C would reach it.
     */
    private static final String TEXT = """
            slot=$1 claim=$2 port=$3
            shift 3
            exec </dev/null >>"$slot/output.log" 2>&1 || exit 74
            if [ -r /proc/$$/stat ] && [ -r /proc/sys/kernel/random/boot_id ]; then
              read -r stat </proc/$$/stat || exit 74
              read -r boot </proc/sys/kernel/random/boot_id || exit 74
              token=$(set -- ${stat##*) }; echo "${20}")@$boot
            else
              token=$(LC_ALL=C TZ=UTC0 ps -o lstart= -p $$)
            fi
            mine=$slot/.claim.$$
            printf '%s %s %s\\n' "$$" "$port" "$token" >"$mine" || exit 74
            ln "$mine" "$claim" 2>/dev/null
            lost=$?
            rm -f "$mine"
            if [ "$lost" -ne 0 ]; then
              [ -e "$claim" ] && exit 75
              echo "cannot claim $claim: no hard links here, or the disk is full"
              exit 74
            fi
            trap '' INT HUP
            exec "$@"
            """;

    private static final boolean SETSID = onPath("setsid");

    private LaunchScript() {}

    /** What a new process of a slot is to be. */
    record Order(
            Path slot,
            long generation,
            int port,
            List<String> command,
            Map<String, String> environment,
            @Nullable Path workingFolder) {}

    static Process start(Order order) throws IOException {
        List<String> line = new ArrayList<>();
        if (SETSID) {
            line.add("setsid");
        }
        line.addAll(List.of("/bin/sh", "-c", TEXT, "ionroller"));
        Path slot = order.slot().toAbsolutePath();
        line.add(slot.toString());
        line.add(Claim.file(slot, order.generation()).toString());
        line.add(Integer.toString(order.port()));
        line.addAll(order.command());
        ProcessBuilder builder = new ProcessBuilder(line);
        if (order.workingFolder() != null) {
            builder.directory(order.workingFolder().toFile());
        }
        builder.environment().keySet().removeIf(name -> name.startsWith(OWN_NAMES));
        builder.environment().putAll(order.environment());
        builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        return builder.start();
    }

    private static boolean onPath(String program) {
        String path = System.getenv("PATH");
        if (path == null) {
            return false;
        }
        for (String folder : path.split(":", -1)) {
            if (!folder.isEmpty() && Files.isExecutable(Path.of(folder, program))) {
                return true;
            }
        }
        return false;
    }
}
