package io.ionroller.api.app.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.ionroller.api.cli.client.ApiClient;
import io.ionroller.api.cli.client.ClientException;
import io.ionroller.api.cli.client.Patience;
import io.ionroller.api.cli.client.ServerAddress;
import io.ionroller.api.view.ReleaseView;
import java.io.PrintStream;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The demonstration against a running server: five short chapters, each of which must go as told. */
public final class Demo {

    /** By which the second version is released. */
    static final Map<String, Object> CANARY = Map.of(
            "steps",
            List.of(
                    Map.of("weight", "10%"),
                    Map.of("pause", "3s"),
                    Map.of("weight", "50%"),
                    Map.of("pause", "3s"),
                    Map.of("weight", "100%")));

    private static final String SERVICE = "hello";

    private final PrintStream out;
    private final Supplier<Stage> stages;

    private Demo(PrintStream out, Supplier<Stage> stages) {
        this.out = out;
        this.stages = stages;
    }

    /** On this machine: the server must have the platform {@code local}. */
    public static Demo local(PrintStream out) {
        return new Demo(out, LocalStage::new);
    }

    /**
     * On EC2: the server must have the platform {@code ec2}.
     *
     * @param settings the {@code platform} object of a configuration; its image has the tags 1.0 and 2.0 and not 3.0, or a digest
     */
    public static Demo ec2(PrintStream out, JsonNode settings) {
        return new Demo(out, () -> new Ec2Stage(settings));
    }

    /**
     * Runs the whole story.
     *
     * @param server address of the server
     * @param keep whether to leave the sample service running
     * @return whether everything went as it must
     */
    public boolean run(URI server, boolean keep) {
        try (ApiClient api = new ApiClient(new ServerAddress(server, "demo"), Patience.standard())) {
            Stage stage = stages.get();
            Story story = new Story(api, SERVICE, out, stage.longestChapter());
            try {
                tell(story, stage);
            } catch (DemoFailure e) {
                story.dropEverything();
                throw e;
            }
            if (keep) {
                stage.sayLeft(out, server, SERVICE);
            } else {
                story.chapter("Cleaning up");
                story.dropEverything();
                story.say("all instances are gone, each environment after proof that it was drained");
            }
            return true;
        } catch (DemoFailure | ClientException e) {
            out.printf("%nThe demo failed: %s%n", e.getMessage());
            return false;
        }
    }

    private static void tell(Story story, Stage stage) {
        story.chapter("1. A first release of " + stage.first() + " (nothing is running yet, so no steps)");
        story.say("%s", stage.introduction());
        story.configure(stage.configuration());
        try (DemoTraffic silence = DemoTraffic.idle()) {
            mustEnd(story.follow(story.release(stage.first()), silence), "completed");
        }
        try (DemoTraffic traffic = stage.traffic()) {
            story.chapter("2. Version " + stage.second() + " as a canary"
                    + (traffic.sends() ? ", under constant traffic" : ""));
            mustEnd(story.follow(story.release(stage.second()), traffic), "completed");
            story.chapter("3. " + stage.brokenTitle());
            fail(story, stage, traffic);
            story.chapter("4. Back to " + stage.first() + ", whose environment is still warm");
            rollBack(story, traffic);
        }
        story.chapter("5. The audit log");
        story.audit();
    }

    private static void fail(Story story, Stage stage, DemoTraffic traffic) {
        boolean breaks = !stage.brokenConfiguration().equals(stage.configuration());
        if (breaks) {
            story.configure(stage.brokenConfiguration());
        }
        mustEnd(story.follow(story.release(stage.broken()), traffic), "rolled-back");
        if (breaks) {
            story.configure(stage.configuration());
        }
    }

    private static void rollBack(Story story, DemoTraffic traffic) {
        long rollback = story.rollBack();
        mustEnd(story.follow(rollback, traffic), "completed");
        story.say(
                "request to read-back: %d ms",
                story.fromRequestToReadBack(rollback).toMillis());
        if (traffic.sends()) {
            story.say("%d requests were answered, %d failed", traffic.total(), traffic.failed());
        }
        if (traffic.failed() > 0) {
            throw new DemoFailure(traffic.failed() + " requests failed");
        }
    }

    private static void mustEnd(ReleaseView release, String phase) {
        if (!release.phase().equals(phase)) {
            throw new DemoFailure("release " + release.release() + " of " + release.version() + " ended as "
                    + release.phase() + " instead of " + phase + ": " + release.reason());
        }
    }
}
