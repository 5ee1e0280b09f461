/** The search for what carries our tags and belongs to no environment that any service has, and its removal. */
@NullMarked
package io.ionroller.deploy.ec2.sweep;

import org.jspecify.annotations.NullMarked;
