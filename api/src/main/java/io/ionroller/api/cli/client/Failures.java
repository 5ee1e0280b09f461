package io.ionroller.api.cli.client;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import org.jspecify.annotations.Nullable;

/** What an I/O failure means, for a person: the HTTP client's own exceptions often have no message. */
final class Failures {

    private Failures() {}

    static String sentence(IOException failure) {
        return switch (failure) {
            case HttpConnectTimeoutException timeout -> "no connection in time";
            case HttpTimeoutException timeout -> "no answer in time";
            case ConnectException refused when causedBy(refused, UnresolvedAddressException.class) -> "unknown host";
            case ConnectException refused -> "connection refused";
            case IOException other -> {
                String message = other.getMessage();
                yield message == null || message.isBlank() ? "connection lost" : "connection lost: " + message;
            }
        };
    }

    private static boolean causedBy(Throwable failure, Class<? extends Throwable> type) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }
}
