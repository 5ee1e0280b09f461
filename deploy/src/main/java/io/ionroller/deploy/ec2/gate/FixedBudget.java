package io.ionroller.deploy.ec2.gate;

import java.time.Instant;

/** The budget of a process that has AWS's bucket to itself: what is configured, less what throttling has taught it. */
public final class FixedBudget implements Budget {

    private final Allowance configured;
    private final LearntRate rate;

    public FixedBudget(Allowance configured, GateSettings.Learning learning, Instant now) {
        this.configured = configured;
        this.rate = new LearntRate(configured.perSecond(), learning, now);
    }

    @Override
    public synchronized Allowance allowance(Instant now) {
        return configured.atRate(rate.at(now));
    }

    @Override
    public synchronized boolean throttled(Instant started, Instant now) {
        return rate.throttled(started, now);
    }
}
