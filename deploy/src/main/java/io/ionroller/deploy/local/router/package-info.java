/** The local platform's router: an HTTP/1.1 reverse proxy that shares requests among environments by weight. */
@NullMarked
package io.ionroller.deploy.local.router;

import org.jspecify.annotations.NullMarked;
