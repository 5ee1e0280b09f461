/** The way to AWS: clients for each account and region, and what their failures mean. */
@NullMarked
package io.ionroller.deploy.ec2.account;

import org.jspecify.annotations.NullMarked;
