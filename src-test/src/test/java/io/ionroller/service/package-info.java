/** The owner of a service and its workers, driven as the front end drives them, on the simulated platform. */
@NullMarked
package io.ionroller.service;

import org.jspecify.annotations.NullMarked;
