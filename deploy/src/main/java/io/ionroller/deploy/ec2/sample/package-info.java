/** What a demonstration needs in an account that has nothing yet. */
@NullMarked
package io.ionroller.deploy.ec2.sample;

import org.jspecify.annotations.NullMarked;
