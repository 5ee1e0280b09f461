/** What a release on {@code ec2} would do, and what stands in its way, by what AWS answers now. Only reads. */
@NullMarked
package io.ionroller.deploy.ec2.plan;

import org.jspecify.annotations.NullMarked;
