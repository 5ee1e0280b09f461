package io.ionroller.engine.query;

import io.ionroller.engine.model.ServiceName;
import java.util.concurrent.CompletionStage;

/**
 * The cluster as this node sees it. Called from any thread; never blocks. Both answers come within a few seconds whatever the
 * state of the cluster; what could not be learned in that time is absent from them.
 */
public interface ClusterView {

    /** The members and what lives on them. */
    CompletionStage<ClusterPicture> picture();

    /** Where a service lives, without making it start. */
    CompletionStage<ServicePlace> place(ServiceName service);
}
