/** Traffic of services whose environments have balancers of their own: weighted alias records of Route 53. */
@NullMarked
package io.ionroller.deploy.ec2.dns;

import org.jspecify.annotations.NullMarked;
