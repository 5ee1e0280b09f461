package io.ionroller.deploy.local.router;

import com.typesafe.config.ConfigFactory;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.event.Logging;
import org.apache.pekko.event.LoggingAdapter;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.scaladsl.Http;
import org.apache.pekko.http.scaladsl.settings.ConnectionPoolSettings;
import org.apache.pekko.stream.BoundedSourceQueue;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.QueueOfferResult;
import org.apache.pekko.stream.SystemMaterializer;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import scala.Tuple2;
import scala.util.Try;

/**
 * The connections to one instance: a pool of its own, whose waiting room is larger than what the router lets in, so that it
 * never overflows. Retries are the router's business, which knows what may be repeated. Thread-safe.
 */
final class Upstream {

    private final InetSocketAddress address;
    private final RouterSettings settings;
    private final ActorSystem<?> system;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final BoundedSourceQueue<
                    Tuple2<org.apache.pekko.http.scaladsl.model.HttpRequest, CompletableFuture<HttpResponse>>>
            queue;
    private final Http.HostConnectionPool pool;

    Upstream(InetSocketAddress address, RouterSettings settings, ActorSystem<?> system) {
        this.address = address;
        this.settings = settings;
        this.system = system;
        LoggingAdapter log = Logging.getLogger(system.classicSystem(), Upstream.class);
        Materializer materializer = SystemMaterializer.get(system).materializer();
        // The Scala side, because the Java side of Pekko HTTP 1.3.0 always makes this pool speak TLS.
        var pool = Http.apply(system.classicSystem())
                .<CompletableFuture<HttpResponse>>newHostConnectionPool(
                        address.getAddress().getHostAddress(), address.getPort(), poolSettings(), log, materializer);
        var running =
                Source.<Tuple2<org.apache.pekko.http.scaladsl.model.HttpRequest, CompletableFuture<HttpResponse>>>queue(
                                2 * settings.connections())
                        .viaMat(pool, Keep.both())
                        .to(Sink.foreach(answer -> deliver(answer._1(), answer._2())))
                        .run(materializer);
        this.queue = running.first();
        this.pool = running.second();
    }

    InetSocketAddress address() {
        return address;
    }

    int inFlight() {
        return inFlight.get();
    }

    /** The head of the answer; fails with a {@link java.util.concurrent.TimeoutException} when it takes too long. */
    CompletionStage<HttpResponse> send(HttpRequest request) {
        CompletableFuture<HttpResponse> answer = new CompletableFuture<>();
        inFlight.incrementAndGet();
        QueueOfferResult result =
                queue.offer(new Tuple2<>((org.apache.pekko.http.scaladsl.model.HttpRequest) request, answer));
        if (!result.isEnqueued()) {
            answer.completeExceptionally(new NotSentException("the connections to " + address + " are " + result));
        }
        return answer.orTimeout(settings.answerTimeout().toNanos(), TimeUnit.NANOSECONDS)
                .whenComplete((ok, failure) -> inFlight.decrementAndGet());
    }

    /** Lets what is under way end, then closes the connections. */
    void close() {
        try {
            queue.complete();
        } catch (IllegalStateException ended) {
            // the actor system has ended before, and the queue with it
        }
        pool.shutdown();
    }

    private void deliver(Try<? extends HttpResponse> result, CompletableFuture<HttpResponse> answer) {
        if (result.isFailure()) {
            answer.completeExceptionally(result.failed().get());
        } else if (!answer.complete(result.get())) {
            result.get().discardEntityBytes(system);
        }
    }

    private ConnectionPoolSettings poolSettings() {
        return ConnectionPoolSettings.apply(ConfigFactory.parseMap(Map.ofEntries(
                        Map.entry("pekko.http.host-connection-pool.max-connections", settings.connectionsPerInstance()),
                        Map.entry("pekko.http.host-connection-pool.max-open-requests", waitingRoom()),
                        Map.entry("pekko.http.host-connection-pool.max-retries", 0),
                        Map.entry("pekko.http.host-connection-pool.base-connection-backoff", "5ms"),
                        Map.entry("pekko.http.host-connection-pool.max-connection-backoff", "50ms"),
                        Map.entry(
                                "pekko.http.host-connection-pool.keep-alive-timeout",
                                ProxyParsing.millis(settings.keepAlive())),
                        Map.entry(
                                "pekko.http.host-connection-pool.response-entity-subscription-timeout",
                                ProxyParsing.millis(settings.idleTimeout())),
                        Map.entry("pekko.http.host-connection-pool.client.user-agent-header", ""),
                        Map.entry(
                                "pekko.http.host-connection-pool.client.connecting-timeout",
                                ProxyParsing.millis(settings.connectTimeout())),
                        Map.entry(
                                "pekko.http.host-connection-pool.client.idle-timeout",
                                ProxyParsing.millis(settings.idleTimeout())),
                        Map.entry("pekko.http.host-connection-pool.client.parsing", ProxyParsing.SETTINGS)))
                .withFallback(system.settings().config()));
    }

    /** The pool wants a power of two. */
    private int waitingRoom() {
        return Integer.highestOneBit(Math.max(16, 2 * settings.connections() - 1)) * 2;
    }
}
