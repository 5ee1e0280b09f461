/** The traffic of a service whose environments share a target group: their instances go in and out of it, one by one. */
@NullMarked
package io.ionroller.deploy.ec2.instances;

import org.jspecify.annotations.NullMarked;
