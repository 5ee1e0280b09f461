/** The traffic of a service: the one listener rule of an Application Load Balancer that it owns. */
@NullMarked
package io.ionroller.deploy.ec2.traffic;

import org.jspecify.annotations.NullMarked;
