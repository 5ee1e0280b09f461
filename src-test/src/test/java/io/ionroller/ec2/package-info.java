/** The platform {@code ec2} against an AWS endpoint over real HTTP. */
@NullMarked
package io.ionroller.ec2;

import org.jspecify.annotations.NullMarked;
