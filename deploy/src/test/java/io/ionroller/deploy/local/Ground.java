package io.ionroller.deploy.local;

import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorSystem;

/** A folder with the platforms a test opens on it; at the end nothing of it runs any more. */
final class Ground implements AutoCloseable {

    private static final ActorTestKit KIT = ActorTestKit.create(
            "local", ConfigFactory.parseString("pekko.loglevel = WARNING").withFallback(ConfigFactory.load()));

    final Path folder;
    private final List<LocalPlatform> opened = new ArrayList<>();

    Ground() throws IOException {
        folder = Files.createTempDirectory("ionroller-local");
    }

    static ActorSystem<?> system() {
        return KIT.system();
    }

    LocalPlatform open() throws IOException {
        LocalPlatform platform = LocalPlatform.open(folder, system(), settings());
        opened.add(platform);
        return platform;
    }

    static LocalSettings settings() {
        return LocalSettings.from(ConfigFactory.parseString("""
                        ionroller.local {
                          drain-delay = 50ms
                          termination-grace = 2s
                        }
                        """).withFallback(ConfigFactory.load()));
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** The processes that hold a claim and run, found without the platform's code. */
    List<Long> processes() throws IOException {
        List<Long> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path claim : files.filter(file -> file.getFileName().toString().startsWith("claim-"))
                    .toList()) {
                String[] words = Files.readString(claim).strip().split(" ");
                long pid = Long.parseLong(words[0]);
                Path stat = Path.of("/proc", words[0], "stat");
                if (pid > 0
                        && Files.exists(stat)
                        && words[2].startsWith(Files.readString(stat)
                                        .replaceFirst("^.*\\) ", "")
                                        .split(" ")[19] + "@")) {
                    found.add(pid);
                }
            }
        }
        found.sort(Comparator.naturalOrder());
        return found;
    }

    @Override
    public void close() throws IOException {
        opened.forEach(LocalPlatform::close);
        for (long pid : processes()) {
            ProcessHandle.of(pid).ifPresent(process -> {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            });
        }
        io.ionroller.deploy.local.storage.DurableFile.removeFolder(folder);
    }
}
