/** TLS from PEM files that may be replaced while the server runs. */
@NullMarked
package io.ionroller.api.tls;

import org.jspecify.annotations.NullMarked;
