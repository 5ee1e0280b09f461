/** Who may do what, against real servers: tokens over several nodes, an OpenID provider, encryption between nodes. */
@NullMarked
package io.ionroller.security;

import org.jspecify.annotations.NullMarked;
