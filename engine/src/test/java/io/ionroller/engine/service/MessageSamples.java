package io.ionroller.engine.service;

import io.ionroller.engine.json.ConfigurationJson;
import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.model.Version;
import io.ionroller.engine.model.Weight;
import io.ionroller.engine.platform.EffectId;
import io.ionroller.engine.platform.EnvironmentObservation;
import io.ionroller.engine.platform.InstanceObservation;
import io.ionroller.engine.platform.TrafficObservation;
import io.ionroller.engine.rollout.Answer;
import io.ionroller.engine.rollout.Machine;
import io.ionroller.engine.rollout.RecordedEvent;
import io.ionroller.engine.rollout.Rejection;
import io.ionroller.engine.rollout.ServiceCommand;
import io.ionroller.engine.rollout.ServiceCommand.Request;
import io.ionroller.engine.rollout.ServiceState;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.pekko.actor.typed.ActorRef;

/** One message of each kind, named {@code <manifest>.<what>}. */
final class MessageSamples {

    static final String ASKER = "pekko://ionroller@10.0.0.1:25520/temp/asker#17";

    private static final Instant AT = Instant.parse("2026-03-01T10:15:30.000123Z");
    private static final ServiceName HELLO = new ServiceName("hello");
    private static final Version TWO = new Version("2.0.0");

    private MessageSamples() {}

    static <T> Map<String, Object> all(ActorRef<T> asker) {
        Map<String, Object> all = new LinkedHashMap<>();
        for (Request request : requests()) {
            all.put(
                    "ask." + request.text(),
                    new ServiceEntity.Ask(request, new Caller("ann", "key-1", "6f1a"), asker.unsafeUpcast()));
        }
        all.put(
                "ask.without-key",
                new ServiceEntity.Ask(
                        new ServiceCommand.RollBack(null), new Caller("ann", null, ""), asker.unsafeUpcast()));
        all.put(
                "ask.release-with-plan",
                new ServiceEntity.Ask(
                        new ServiceCommand.StartRelease(
                                TWO,
                                null,
                                new ServiceCommand.PlannedOn(
                                        "0000-0000-0000-0000-0000-0000-0000",
                                        List.of("the machine image"),
                                        List.of("platform.subnets: subnet-1 is not there"))),
                        new Caller("ann", null, ""),
                        asker.unsafeUpcast()));
        all.put("read.state", new ServiceEntity.Read(asker.unsafeUpcast()));
        all.put("wake.up", new ServiceEntity.Wake());
        all.put("done.release", new ServiceReply.Done(new Answer(7L, null, "release 7 begins"), false));
        all.put("done.repeated", new ServiceReply.Done(new Answer(null, 3, "stored as revision 3"), true));
        all.put(
                "refused.conflict",
                new ServiceReply.Refused(new Rejection("no-rollout", Rejection.Kind.CONFLICT, "nothing is in flight")));
        all.put("snapshot.unknown", new ServiceReply.Snapshot(ServiceState.empty(HELLO), null, null));
        all.put("snapshot.shifting", new ServiceReply.Snapshot(shifting(), traffic(), null));
        all.put(
                "snapshot.delayed",
                new ServiceReply.Snapshot(shifting(), traffic(), "verification delayed 4 s by API limits"));
        all.put("snapshot.resolved", new ServiceReply.Snapshot(resolved(), null, null));
        return all;
    }

    private static List<Request> requests() {
        return List.of(
                new ServiceCommand.PutConfiguration(ConfigurationJson.read("""
                        {"platform": {"type": "simulated", "instances": 2}, "bake": "1m",
                         "strategy": {"steps": [{"weight": "10%"}, {"pause": "manual"}, {"weight": "100%"}]}}""")),
                new ServiceCommand.DeleteConfiguration(),
                new ServiceCommand.StartRelease(TWO, 3),
                new ServiceCommand.RollBack(TWO),
                new ServiceCommand.Promote(true),
                new ServiceCommand.Pause(),
                new ServiceCommand.Resume(),
                new ServiceCommand.Abort(),
                new ServiceCommand.Drop(TWO, true));
    }

    /** A service with a configuration and its first release accepted, under a key. */
    private static ServiceState shifting() {
        ServiceState state = ServiceState.empty(HELLO);
        Request put = requests().getFirst();
        state = after(state, put, "key-0");
        return after(state, new ServiceCommand.StartRelease(new Version("1.0.0"), null), "key-1");
    }

    /** Its environment has been made, from an image and a machine image that were found out. */
    private static ServiceState resolved() {
        EnvironmentObservation made = new EnvironmentObservation(
                        new EnvironmentId(HELLO, 1),
                        1,
                        List.of(new InstanceObservation("1", InstanceObservation.State.STARTING, "", "")),
                        AT)
                .madeFrom(Map.of("image", "shop/hello@sha256:" + "0a".repeat(32), "ami", "ami-0a1b2c3d"));
        List<RecordedEvent> events = new OwnerDecisions(shifting(), 0, AT)
                .report(new ServiceCommand.EnvironmentSeen(new EffectId(HELLO, 1, "create"), made))
                .events();
        return Machine.replay(shifting(), events);
    }

    private static ServiceState after(ServiceState state, Request request, String key) {
        List<RecordedEvent> events = new OwnerDecisions(state, 0, AT)
                .ask(request, new Caller("ann", key, "6f1a"))
                .events();
        return Machine.replay(state, events);
    }

    private static TrafficObservation traffic() {
        return new TrafficObservation(
                HELLO,
                Map.of(
                        new EnvironmentId(HELLO, 1),
                        new TrafficObservation.Route(
                                Weight.FULL, null, Duration.ofSeconds(5), 3, 1_000, 2, Duration.ofNanos(1_234_567))),
                AT);
    }
}
