package io.ionroller.api.http;

import org.apache.pekko.event.LoggingAdapter;
import org.apache.pekko.http.ParsingErrorHandler;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.scaladsl.model.ErrorInfo;
import org.apache.pekko.http.scaladsl.model.StatusCode;
import org.apache.pekko.http.scaladsl.settings.ServerSettings;

/** Answers requests that are no HTTP, or go past a limit of it, with a problem. Pekko HTTP finds it by name. */
public final class MalformedRequests extends ParsingErrorHandler {

    /** Where Pekko looks for the one instance: it expects a Scala object. */
    public static final MalformedRequests MODULE$ = new MalformedRequests();

    private MalformedRequests() {}

    @Override
    public HttpResponse handle(StatusCode status, ErrorInfo info, LoggingAdapter log, ServerSettings settings) {
        return Responses.secured(Problems.malformed(blamed(status.intValue()), info.summary()));
    }

    /** That a method or version is not known here is no failure of the server. */
    private static int blamed(int status) {
        return status >= 500 ? 400 : status;
    }
}
