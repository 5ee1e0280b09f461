/** The life of an environment: launch template, target group and Auto Scaling group. */
@NullMarked
package io.ionroller.deploy.ec2.environment;

import org.jspecify.annotations.NullMarked;
