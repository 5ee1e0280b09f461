package io.ionroller.engine.platform;

/**
 * That an environment without traffic is to keep fewer instances than it needs with traffic.
 *
 * @param kept instances that stay, from 0; less than {@code full}
 * @param full instances with which it can take all traffic
 */
public record UnusedCapacity(int kept, int full) {

    public UnusedCapacity {
        if (kept < 0 || kept >= full) {
            throw new IllegalArgumentException("kept: got " + kept + ", wanted 0 to " + (full - 1));
        }
    }
}
