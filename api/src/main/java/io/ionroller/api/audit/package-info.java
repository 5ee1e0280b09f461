/** Signed checkpoints of the journal: where every chain had come to, kept where the database cannot change it (ADR 0020). */
@NullMarked
package io.ionroller.api.audit;

import org.jspecify.annotations.NullMarked;
