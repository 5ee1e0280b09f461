package io.ionroller.deploy.local.process;

import java.time.Duration;

/**
 * How processes are kept.
 *
 * @param launchTimeout until a new process must have claimed its slot
 * @param grace between asking an instance to end and killing it
 * @param outputLimit bytes of output kept per log; an instance has two
 */
public record ProcessSettings(PortRange ports, Duration launchTimeout, Duration grace, long outputLimit) {}
