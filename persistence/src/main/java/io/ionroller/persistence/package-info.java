/** How events are stored, migrated, projected and queried: one journal on SQLite or PostgreSQL, and what is read from it. */
@NullMarked
package io.ionroller.persistence;

import org.jspecify.annotations.NullMarked;
