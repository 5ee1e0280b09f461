/**
 * What an environment of the platform {@code ec2} is made of: the names and tags of its resources, the script that its
 * instances boot with, and the requests that create it. Pure: asks nothing, knows no clock.
 */
@NullMarked
package io.ionroller.deploy.ec2.template;

import org.jspecify.annotations.NullMarked;
