package io.ionroller.deploy.ec2.instances;

import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.Version;

/**
 * An environment whose instances may be targets.
 *
 * @param version that it runs, for sentences
 * @param group name of its Auto Scaling group
 * @param port where its instances answer
 */
public record Member(EnvironmentId environment, Version version, String group, int port) {}
