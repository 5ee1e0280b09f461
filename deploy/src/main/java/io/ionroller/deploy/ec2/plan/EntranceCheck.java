package io.ionroller.deploy.ec2.plan;

import io.ionroller.engine.platform.PlatformPlan.Calls;
import java.util.concurrent.CompletionStage;

/** What a plan finds out about the way by which requests come to the environments of a service. */
interface EntranceCheck {

    /** What is made and changed there, and what stands in the way. */
    CompletionStage<Part> check();

    /** Whether the quotas have room for what is made there. */
    CompletionStage<Part> room(QuotaCheck quotas);

    /** The driver's calls for it. */
    CompletionStage<Calls> calls();
}
