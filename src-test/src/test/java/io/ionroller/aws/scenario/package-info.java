/** What goes wrong, as a test or a scenario file wants it: faults of calls, of instances and of launches, quotas, limits. */
@NullMarked
package io.ionroller.aws.scenario;

import org.jspecify.annotations.NullMarked;
