/** The audit log as an auditor uses it: proved, searched, and asked what was believed at some time. */
@NullMarked
package io.ionroller.audit;

import org.jspecify.annotations.NullMarked;
