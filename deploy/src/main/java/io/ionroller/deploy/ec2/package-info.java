/** The platform {@code ec2}: an Auto Scaling group for each environment behind an Application Load Balancer. */
@NullMarked
package io.ionroller.deploy.ec2;

import org.jspecify.annotations.NullMarked;
