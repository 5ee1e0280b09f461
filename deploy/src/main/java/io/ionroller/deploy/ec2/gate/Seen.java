package io.ionroller.deploy.ec2.gate;

import java.time.Instant;
import java.util.Optional;

/**
 * What a reading showed.
 *
 * @param value empty when there is no such thing
 * @param at when the call was started that showed it: what happened before then is in it, as far as AWS shows it at once
 */
public record Seen<V>(Optional<V> value, Instant at) {}
