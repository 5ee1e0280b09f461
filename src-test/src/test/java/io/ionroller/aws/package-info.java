/**
 * An AWS endpoint of our own: AWS's protocols over real HTTP, to test with the real SDK what talks to AWS (ADR 0011).
 *
 * <p>{@link io.ionroller.aws.AwsEndpoint} is the way in; {@code src-test/aws-endpoint} starts it as a process of its own.
 */
@NullMarked
package io.ionroller.aws;

import org.jspecify.annotations.NullMarked;
