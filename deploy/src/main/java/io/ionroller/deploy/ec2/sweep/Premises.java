package io.ionroller.deploy.ec2.sweep;

import io.ionroller.deploy.ec2.account.AwsRegion;
import io.ionroller.deploy.ec2.traffic.ServiceRule;
import io.ionroller.engine.model.ServiceName;

/** An account in a region as this process uses it also for other things. */
public interface Premises {

    /** The way to AWS. */
    AwsRegion region();

    /** The rule of a service, through which all writes of this process to it go, one at a time. */
    ServiceRule rule(ServiceName service);
}
