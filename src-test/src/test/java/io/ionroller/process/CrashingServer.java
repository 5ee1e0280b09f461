package io.ionroller.process;

import io.ionroller.api.app.Server;
import io.ionroller.api.app.ServerSettings;
import java.io.IOException;
import java.nio.file.Path;

/** The real server in a process of its own, with a {@link Tripwire} round its platforms. */
public final class CrashingServer {

    private CrashingServer() {}

    /**
     * Runs until it is killed.
     *
     * @param arguments the data folder, and the point of the tripwire or nothing
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        String point = arguments.length > 1 ? arguments[1] : "never";
        Server server = Server.start(
                new ServerSettings("127.0.0.1", 0, Path.of(arguments[0])), platform -> new Tripwire(platform, point));
        server.awaitReady();
        System.out.println("ready " + server.address());
        Thread.currentThread().join();
    }
}
