package io.ionroller.cluster;

import com.fasterxml.jackson.databind.ObjectReader;
import io.ionroller.deploy.simulated.SimulatedCall;
import io.ionroller.deploy.simulated.Verb;
import io.ionroller.deploy.simulated.remote.SimulatedCloudClient;
import io.ionroller.deploy.simulated.remote.SimulatedCloudServer;
import io.ionroller.engine.json.Json;
import io.ionroller.engine.platform.PlatformException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;

/** The cloud that all nodes share, in a process that lives through every scenario. */
final class CloudProcess implements AutoCloseable {

    private final Process process;
    private final int port;
    private final Path calls;
    private final SimulatedCloudClient client;

    private CloudProcess(Process process, int port, Path calls) {
        this.process = process;
        this.port = port;
        this.calls = calls;
        this.client = new SimulatedCloudClient(URI.create("http://127.0.0.1:" + port));
    }

    /** Starts a cloud that is reached from everywhere on this machine, and waits until it answers. */
    static CloudProcess start(Path folder) throws IOException {
        int port = Ports.free();
        Path calls = folder.resolve("calls.jsonl");
        Process process = Jvm.start(
                List.of(),
                List.of(SimulatedCloudServer.class.getName(), "0.0.0.0", Integer.toString(port), calls.toString()),
                folder.resolve("cloud.log"));
        CloudProcess cloud = new CloudProcess(process, port, calls);
        Awaitility.await("the cloud").atMost(Duration.ofSeconds(30)).until(cloud::answers);
        return cloud;
    }

    private boolean answers() {
        try {
            return client.calls(0, Verb.OUTPUT, 1).isEmpty();
        } catch (PlatformException notYet) {
            return false;
        }
    }

    int port() {
        return port;
    }

    /** Every call since the cloud began, in the order of effects. */
    List<SimulatedCall> calls() throws IOException {
        client.calls(Long.MAX_VALUE - 1, Verb.OUTPUT, 1);
        ObjectReader reader = Json.mapper().readerFor(SimulatedCall.class);
        List<SimulatedCall> all = new ArrayList<>();
        String written = Files.readString(calls);
        // the last line may be on its way
        for (String line : (Iterable<String>)
                written.substring(0, written.lastIndexOf('\n') + 1).lines()::iterator) {
            all.add(reader.readValue(line));
        }
        return all;
    }

    @Override
    public void close() {
        client.close();
        process.destroyForcibly();
    }
}
