package io.ionroller.api.http;

import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpMethod;
import org.apache.pekko.http.javadsl.model.HttpMethods;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** One row of the table that the server answers from and that the OpenAPI document is made from. */
record Endpoint(HttpMethod method, PathTemplate path, Operation operation, Handler handler) {

    /** Answers a request; a {@link ProblemException}, thrown or in the stage, is the answer too. Must not block. */
    @FunctionalInterface
    interface Handler {
        CompletionStage<HttpResponse> handle(ApiRequest request);
    }

    static Endpoint get(String path, Operation operation, Handler handler) {
        return new Endpoint(HttpMethods.GET, new PathTemplate(path), operation, handler);
    }

    static Endpoint put(String path, Operation operation, Handler handler) {
        return new Endpoint(HttpMethods.PUT, new PathTemplate(path), operation, handler);
    }

    static Endpoint post(String path, Operation operation, Handler handler) {
        return new Endpoint(HttpMethods.POST, new PathTemplate(path), operation, handler);
    }

    static Endpoint delete(String path, Operation operation, Handler handler) {
        return new Endpoint(HttpMethods.DELETE, new PathTemplate(path), operation, handler);
    }
}
