package io.ionroller.api.http;

import io.ionroller.api.access.AccessControl;
import io.ionroller.api.audit.Checkpoints;
import io.ionroller.api.logging.LogLevels;
import io.ionroller.api.telemetry.Tracing;
import io.ionroller.engine.platform.Platforms;
import io.ionroller.engine.query.Catalog;
import io.ionroller.engine.query.ClusterView;
import io.ionroller.engine.query.EventChain;
import io.ionroller.engine.query.EventLog;
import io.ionroller.engine.service.Services;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the API is built on; put together by the composition root.
 *
 * @param services owners of services: commands and present state
 * @param eventLog the journal: audit and feed
 * @param eventChain the proof of the journal
 * @param checkpoints writes checkpoints of it; absent when this server is not told to
 * @param catalog lists of services and releases
 * @param platforms checks settings, reads instances and their output
 * @param cluster members, and where services live
 * @param access who may do what
 * @param version of this server, such as {@code 2.0.0}
 * @param notReady why the server is not ready yet, one phrase each; empty when it is. Called from any thread, must not block
 * @param tracing of requests
 * @param logLevels how much this process logs
 * @param metrics the figures of this process as Prometheus reads them; called from any thread
 */
public record ApiParts(
        Services services,
        EventLog eventLog,
        EventChain eventChain,
        @Nullable Checkpoints checkpoints,
        Catalog catalog,
        Platforms platforms,
        ClusterView cluster,
        AccessControl access,
        String version,
        Supplier<List<String>> notReady,
        Tracing tracing,
        LogLevels logLevels,
        Supplier<CompletionStage<String>> metrics) {}
