package io.ionroller.engine.json;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.ionroller.engine.rollout.Lifecycle;
import io.ionroller.engine.rollout.Phase;
import io.ionroller.engine.rollout.ServiceCommand;
import java.time.Duration;

/**
 * The written form of what the nodes of a cluster tell each other: requests, answers, and the state of a service when it is
 * asked for on another node than its owner's. Like events, with two differences: sums carry their logical name as {@code type},
 * and durations are in ISO-8601, so that nothing is rounded. Nothing of it is stored, but two neighbouring versions of the
 * program talk to each other during a rolling upgrade: fields are only added, and an added field may be absent.
 */
public final class MessageJson {

    private static final ObjectMapper MAPPER = Json.mapper()
            .copy()
            .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
            .registerModule(new SimpleModule("ionroller-messages")
                    .addSerializer(Duration.class, new TextFormat.Writer<>(Duration.class, Duration::toString))
                    .addDeserializer(Duration.class, new TextFormat.Reader<>(Duration.class, Duration::parse)))
            .addMixIn(Phase.class, Named.class)
            .addMixIn(Phase.Continuation.class, Named.class)
            .addMixIn(Lifecycle.class, Named.class)
            .addMixIn(ServiceCommand.Request.class, Named.class);

    static {
        MAPPER.registerSubtypes(
                new NamedType(Phase.Creating.class, "creating"),
                new NamedType(Phase.Verifying.class, "verifying"),
                new NamedType(Phase.Shifting.class, "shifting"),
                new NamedType(Phase.Paused.class, "paused"),
                new NamedType(Phase.Baking.class, "baking"),
                new NamedType(Phase.Finishing.class, "finishing"),
                new NamedType(Phase.RollingBack.class, "rolling-back"),
                new NamedType(Phase.Continuation.AtStep.class, "at-step"),
                new NamedType(Phase.Continuation.Again.class, "again"),
                new NamedType(Phase.Continuation.BakeOn.class, "bake-on"),
                new NamedType(Lifecycle.Requested.class, "requested"),
                new NamedType(Lifecycle.Live.class, "live"),
                new NamedType(Lifecycle.Retired.class, "retired"),
                new NamedType(Lifecycle.Draining.class, "draining"),
                new NamedType(Lifecycle.Removing.class, "removing"),
                new NamedType(ServiceCommand.PutConfiguration.class, "put-configuration"),
                new NamedType(ServiceCommand.DeleteConfiguration.class, "delete-configuration"),
                new NamedType(ServiceCommand.StartRelease.class, "start-release"),
                new NamedType(ServiceCommand.RollBack.class, "roll-back"),
                new NamedType(ServiceCommand.Promote.class, "promote"),
                new NamedType(ServiceCommand.Pause.class, "pause"),
                new NamedType(ServiceCommand.Resume.class, "resume"),
                new NamedType(ServiceCommand.Abort.class, "abort"),
                new NamedType(ServiceCommand.Drop.class, "drop"));
    }

    /** A sum whose records are told apart by their logical name. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    private interface Named {}

    private MessageJson() {}

    /** The shared mapper; do not configure it. Safe for all threads. */
    public static ObjectMapper mapper() {
        return MAPPER;
    }
}
