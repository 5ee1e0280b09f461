package io.ionroller.engine.service;

import io.ionroller.engine.json.EventCodec;
import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.rollout.RecordedEvent;
import io.ionroller.engine.rollout.ServiceCommand;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** One line in the log for every stored event of a service. */
final class TransitionLog {

    private static final Logger LOG = LoggerFactory.getLogger(ServiceEntity.class);

    private final ServiceName service;

    TransitionLog(ServiceName service) {
        this.service = service;
    }

    void stored(List<RecordedEvent> events) {
        for (RecordedEvent recorded : events) {
            LoggingEventBuilder line = LOG.atInfo()
                    .addKeyValue("service", service)
                    .addKeyValue("who", recorded.metadata().who())
                    .addKeyValue("cause", recorded.metadata().cause());
            Long release = recorded.event().aboutRelease();
            if (release != null) {
                line = line.addKeyValue("release", release);
            }
            EnvironmentId environment = recorded.event().aboutEnvironment();
            if (environment != null) {
                line = line.addKeyValue("environment", environment);
            }
            String trace = recorded.metadata().traceId();
            if (trace != null) {
                line = line.addKeyValue("trace_id", trace);
            }
            line.log(EventCodec.typeOf(recorded.event()));
        }
    }

    void dropped(ServiceCommand.Report report, String why) {
        LOG.atDebug()
                .addKeyValue("service", service)
                .addKeyValue("effect", report.effect())
                .log("report dropped: {}", why);
    }
}
