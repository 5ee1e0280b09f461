package io.ionroller.api.http;

import java.time.Duration;
import org.apache.pekko.http.javadsl.model.HttpEntity;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.BidiShape;
import org.apache.pekko.stream.Inlet;
import org.apache.pekko.stream.Outlet;
import org.apache.pekko.stream.stage.AbstractInHandler;
import org.apache.pekko.stream.stage.AbstractOutHandler;
import org.apache.pekko.stream.stage.GraphStage;
import org.apache.pekko.stream.stage.GraphStageLogic;
import org.apache.pekko.stream.stage.TimerGraphStageLogic;

/**
 * Ends a connection that does not bring a whole request head in time, counted from its beginning (so the handshake of TLS counts too)
 * and from the last answer. Without it a client that sends a byte now and then could hold a connection for ever, and some hundreds
 * of them would keep everybody else out. While an answer is a stream nothing is expected of the client.
 */
final class Punctuality extends GraphStage<BidiShape<HttpRequest, HttpRequest, HttpResponse, HttpResponse>> {

    private static final String LATE = "late";

    private final Inlet<HttpRequest> requestIn = Inlet.create("Punctuality.requestIn");
    private final Outlet<HttpRequest> requestOut = Outlet.create("Punctuality.requestOut");
    private final Inlet<HttpResponse> responseIn = Inlet.create("Punctuality.responseIn");
    private final Outlet<HttpResponse> responseOut = Outlet.create("Punctuality.responseOut");
    private final Duration limit;

    Punctuality(Duration limit) {
        this.limit = limit;
    }

    @Override
    public BidiShape<HttpRequest, HttpRequest, HttpResponse, HttpResponse> shape() {
        return BidiShape.of(requestIn, requestOut, responseIn, responseOut);
    }

    @Override
    public GraphStageLogic createLogic(Attributes attributes) {
        return new Logic();
    }

    private final class Logic extends TimerGraphStageLogic {

        private Logic() {
            super(shape());
            setHandler(requestIn, new AbstractInHandler() {
                @Override
                public void onPush() {
                    cancelTimer(LATE);
                    push(requestOut, grab(requestIn));
                }

                @Override
                public void onUpstreamFinish() {
                    complete(requestOut);
                }
            });
            setHandler(requestOut, new AbstractOutHandler() {
                @Override
                public void onPull() {
                    pull(requestIn);
                }

                @Override
                public void onDownstreamFinish(Throwable cause) {
                    cancel(requestIn);
                }
            });
            setHandler(responseIn, new AbstractInHandler() {
                @Override
                public void onPush() {
                    HttpResponse response = grab(responseIn);
                    push(responseOut, response);
                    if (response.entity() instanceof HttpEntity.Strict) {
                        scheduleOnce(LATE, limit);
                    }
                }
            });
            setHandler(responseOut, new AbstractOutHandler() {
                @Override
                public void onPull() {
                    pull(responseIn);
                }
            });
        }

        @Override
        public void preStart() {
            scheduleOnce(LATE, limit);
        }

        @Override
        public void onTimer(Object key) {
            completeStage();
        }
    }
}
