package io.ionroller.deploy.ec2.gate;

import java.time.Duration;

/**
 * What has happened in one lane of a gate since the process started.
 *
 * @param calls calls made
 * @param waited calls that had to wait for a token, whether they were made or given up
 * @param waits how long they waited, all together
 * @param longestWait the longest of those
 * @param throttled calls that AWS refused because there were too many
 * @param givenUp calls that were not made because their deadline passed
 * @param waiting calls that wait now
 * @param lastWait how long the one that waits longest now has waited, or else the last call of the last 30 s; zero if it
 *     went at once
 */
public record LaneFigures(
        long calls,
        long waited,
        Duration waits,
        Duration longestWait,
        long throttled,
        long givenUp,
        int waiting,
        Duration lastWait) {}
