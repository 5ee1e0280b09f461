package io.ionroller.cluster;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.awaitility.Awaitility;

/** A PostgreSQL that writes through to the disk and can be restarted on its port with its data. */
final class PostgresServer implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path data;
    private final int port = Ports.free();
    private final Path log;
    private EmbeddedPostgres running;

    private PostgresServer(Path folder) throws IOException {
        data = folder.resolve("postgresql");
        log = folder.resolve("postgresql.log");
        running = start();
    }

    /** Starts a server that is reached from everywhere on this machine. */
    static PostgresServer start(Path folder) throws IOException {
        return new PostgresServer(folder);
    }

    private EmbeddedPostgres start() throws IOException {
        return EmbeddedPostgres.builder()
                .setPort(port)
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setDataDirectoryCustomizer(PostgresServer::letEveryNodeIn)
                .setPGStartupWait(PATIENCE)
                .setServerConfig("listen_addresses", "*")
                .setServerConfig("fsync", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("max_connections", "100")
                .setErrorRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .setOutputRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    private static void letEveryNodeIn(java.io.File data) {
        try {
            Path rules = data.toPath().resolve("pg_hba.conf");
            if (!Files.readString(rules).contains("10.0.0.0/8")) {
                Files.writeString(rules, "\nhost all all 10.0.0.0/8 trust\n", StandardOpenOption.APPEND);
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** As a server on the host is told of it. */
    String url(String host) {
        return "postgresql://postgres:postgres@" + host + ":" + port + "/postgres";
    }

    /** Ends the server as a crash does, without finishing anything; it stays away until {@link #comeBack}. */
    void crash() throws IOException {
        long postmaster = Long.parseLong(
                Files.readAllLines(data.resolve("postmaster.pid")).getFirst().strip());
        Commands.signal(postmaster, "QUIT");
        Awaitility.await("PostgreSQL's end")
                .atMost(PATIENCE)
                .until(() -> ProcessHandle.of(postmaster)
                        .filter(ProcessHandle::isAlive)
                        .isEmpty());
        // Lets go of the folder's lock; there is nothing left to end.
        running.close();
    }

    void comeBack() throws IOException {
        running = start();
    }

    @Override
    public void close() throws IOException {
        running.close();
    }
}
