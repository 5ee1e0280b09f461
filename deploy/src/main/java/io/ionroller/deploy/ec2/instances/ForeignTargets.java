package io.ionroller.deploy.ec2.instances;

import io.ionroller.engine.model.ServiceName;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells of targets that are not the service's, by name and once: as drift of weights they have no names. Thread-safe. */
final class ForeignTargets {

    private static final Logger LOG = LoggerFactory.getLogger(ForeignTargets.class);

    private final ServiceName service;
    private final AtomicReference<String> last = new AtomicReference<>("");

    ForeignTargets(ServiceName service) {
        this.service = service;
    }

    void told(Picture picture, GroupSettings settings) {
        String now = Words.ids(picture.foreign());
        if (!now.equals(last.getAndSet(now)) && !now.isEmpty()) {
            LOG.atWarn()
                    .addKeyValue("service", service)
                    .addKeyValue("targetGroup", settings.arn())
                    .addKeyValue("targets", now)
                    .log("the target group has targets that are not instances of the service; they are left alone");
        }
    }
}
