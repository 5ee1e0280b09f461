package io.ionroller.aws.cloud;

import java.util.SplittableRandom;

/** Ids as AWS forms them; the same for the same seed. */
final class Ids {

    private final SplittableRandom random;

    Ids(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** Such as {@code i-0123456789abcdef0}. */
    String resource(String prefix) {
        return prefix + "-" + hex(17);
    }

    String hex(int digits) {
        StringBuilder hex = new StringBuilder();
        for (int index = 0; index < digits; index++) {
            hex.append(Character.forDigit(random.nextInt(16), 16));
        }
        return hex.toString();
    }

    /** Such as {@code Z2FDTNDATAQYW2}. */
    String upper(String prefix, int length) {
        StringBuilder id = new StringBuilder(prefix);
        while (id.length() < length) {
            id.append("ABCDEFGHJKLMNPQRSTUVWXYZ0123456789".charAt(random.nextInt(34)));
        }
        return id.toString();
    }

    String uuid() {
        return hex(8) + "-" + hex(4) + "-4" + hex(3) + "-8" + hex(3) + "-" + hex(12);
    }

    int below(int bound) {
        return random.nextInt(bound);
    }
}
