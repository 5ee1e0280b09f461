/** The owner of a service: a sharded, persistent entity round the pure machine, and its client. */
@NullMarked
package io.ionroller.engine.service;

import org.jspecify.annotations.NullMarked;
