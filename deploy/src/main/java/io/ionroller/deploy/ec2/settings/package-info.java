/**
 * What the platform {@code ec2} reads of a service's configuration: every field checked without asking AWS. The fields are
 * documented in {@code docs/aws-settings.md}, which a test compares with what is read here.
 */
@NullMarked
package io.ionroller.deploy.ec2.settings;

import org.jspecify.annotations.NullMarked;
