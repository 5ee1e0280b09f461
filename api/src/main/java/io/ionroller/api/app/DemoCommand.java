package io.ionroller.api.app;

import io.ionroller.api.app.demo.Demo;
import io.ionroller.persistence.StoreException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ionroller demo}: a server with a temporary data folder, and the demonstration against it. */
@Command(
        name = "demo",
        description = "Shows real releases on this machine, end to end, in under a minute.",
        footer = {"", "Exits 0 if everything went as it must."})
final class DemoCommand implements Callable<Integer> {

    private final PrintStream out;

    @Option(names = "--keep", description = "Leave everything running and print where.")
    private boolean keep;

    DemoCommand(PrintStream out) {
        this.out = out;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        // The story is told on the output; the log would only interrupt it. Read by logback.xml when the first logger
        // is made.
        if (System.getenv("IONROLLER_LOG_LEVEL") == null) {
            System.setProperty("IONROLLER_LOG_LEVEL", "ERROR");
        }
        Path data = Files.createTempDirectory("ionroller-demo-");
        boolean well;
        try (Server server = Server.start(new ServerSettings("127.0.0.1", 0, data))) {
            server.awaitReady();
            out.println("A server is ready at " + server.address() + ", its data is in " + data);
            well = new Demo(out).run(server.address(), keep);
            if (well && keep) {
                awaitEnd(server);
            }
        } catch (StoreException | IOException e) {
            out.println("The demo cannot start: " + e.getMessage());
            return 1;
        }
        if (well) {
            Folders.delete(data);
            out.println();
            out.println("Everything went as it must.");
            return 0;
        }
        out.println("What there is to see is kept in " + data);
        return 1;
    }

    private static void awaitEnd(Server server) throws InterruptedException {
        server.closeWithProcess(() -> {});
        new CountDownLatch(1).await();
    }
}
