package io.ionroller.persistence;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;

/** A PostgreSQL server of one test, which can be stopped and started again with the same data on the same port. */
final class PostgresServer implements AutoCloseable {

    private final Path folder;
    private final Map<String, String> configuration;
    private EmbeddedPostgres running;
    private int port;

    private PostgresServer(Path folder, Map<String, String> configuration) {
        this.folder = folder;
        this.configuration = configuration;
    }

    static PostgresServer start() throws IOException {
        return start(Map.of());
    }

    static PostgresServer start(Map<String, String> configuration) throws IOException {
        PostgresServer server = new PostgresServer(Files.createTempDirectory("ionroller-postgres"), configuration);
        server.startAgain();
        return server;
    }

    /** Starts it where it was stopped. */
    void startAgain() throws IOException {
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setPGStartupWait(Duration.ofSeconds(60))
                .setDataDirectory(folder.resolve("data"))
                .setCleanDataDirectory(false)
                .setPort(port)
                .setServerConfig("fsync", "off");
        configuration.forEach(builder::setServerConfig);
        running = builder.start();
        port = running.getPort();
    }

    /** Ends it and with it every connection. */
    void stop() throws IOException {
        running.close();
    }

    int port() {
        return port;
    }

    StoreSettings.PostgreSql settings() {
        return (StoreSettings.PostgreSql)
                StoreSettings.parse("postgresql://postgres:postgres@127.0.0.1:" + port + "/postgres");
    }

    @Override
    public void close() throws IOException {
        running.close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
