package io.ionroller.aws.protocol;

import java.util.Set;

/** A request has members that its shape does not have. The SDK cannot send one, so it is always somebody's mistake. */
public final class UnknownMember extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnknownMember(String path, Set<String> names) {
        super("Unknown parameters " + names + " in " + path, null, false, false);
    }
}
