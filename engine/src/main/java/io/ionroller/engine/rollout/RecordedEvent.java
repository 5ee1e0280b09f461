package io.ionroller.engine.rollout;

import io.ionroller.engine.model.ServiceName;

/** An event as the entity persists it: what happened, to which service, and who, when and why. */
public record RecordedEvent(ServiceName service, EventMetadata metadata, ServiceEvent event) {}
