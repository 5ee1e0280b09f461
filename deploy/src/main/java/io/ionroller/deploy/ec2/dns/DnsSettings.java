package io.ionroller.deploy.ec2.dns;

import java.time.Duration;

/**
 * What a service's settings say of its records.
 *
 * @param key their name
 * @param evaluateTargetHealth whether a record counts as absent when its target is unhealthy
 * @param drainDelay how long requests may still come after all name servers have ceased to name an environment
 * @param drainPeriods minutes without a request, by the balancer's metrics, before an environment counts as drained; 1 to 10
 */
public record DnsSettings(NameKey key, boolean evaluateTargetHealth, Duration drainDelay, int drainPeriods) {

    /** How long resolvers keep an alias to a load balancer; of AWS, which sets it ("Choosing between alias and non-alias records"). */
    public static final Duration ALIAS_TTL = Duration.ofSeconds(60);
}
