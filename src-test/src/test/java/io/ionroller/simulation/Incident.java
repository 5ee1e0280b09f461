package io.ionroller.simulation;

import java.time.Duration;
import java.util.Locale;

/**
 * One thing that goes wrong, or one thing that somebody asks for, in a simulated history. Its written form is four words:
 * {@code 12500 crash 3 2000}.
 *
 * @param kind what happens; says what the figures mean
 * @param at when: milliseconds since the start, or which occurrence (from 1) for kinds that are {@link Kind#counted}
 * @param what which one, or which way
 * @param time for how long, in milliseconds
 */
record Incident(Kind kind, long at, int what, long time) {

    /** What kinds are dropped together when a history is shortened. */
    enum Family {
        REQUEST,
        WORLD,
        CALL,
        ENGINE
    }

    /** All that can happen. */
    enum Kind {
        /** A configuration is put, made from the figure {@code what}; requests come again after {@code time} unless that is 0. */
        CONFIGURE(Family.REQUEST),
        /** Version {@code what} is released. */
        RELEASE(Family.REQUEST),
        /** Rollback to version {@code what}; 0: to the one before. */
        ROLL_BACK(Family.REQUEST),
        ABORT(Family.REQUEST),
        PAUSE(Family.REQUEST),
        RESUME(Family.REQUEST),
        /** In full if {@code what} is 1. */
        PROMOTE(Family.REQUEST),
        /** Version {@code what / 2} is dropped, by force if {@code what} is odd. */
        DROP(Family.REQUEST),
        DELETE_CONFIGURATION(Family.REQUEST),

        /** Version {@code what} never becomes healthy, or exits ({@code time} 1). */
        BAD_VERSION(Family.WORLD),
        /** An instance, picked by {@code what}, dies. */
        KILL(Family.WORLD),
        /** An instance, picked by {@code what}, is unhealthy for {@code time}. */
        SICKEN(Family.WORLD),
        /** An environment, picked by {@code what}, is gone with all that it had. */
        LOSE(Family.WORLD),
        /** Somebody else sets the weights, picked by {@code what}. */
        FOREIGN_WEIGHTS(Family.WORLD),
        /** For {@code time}, changes can be seen only {@code what} milliseconds after they were made. */
        HIDE(Family.WORLD),
        /** For {@code time}, calls of the verbs in the bits of {@code what} are throttled. */
        OUTAGE(Family.WORLD),
        /** From now on requests take {@code time} to be answered. */
        SLOW_REQUESTS(Family.WORLD),

        /** The call (the {@code at}-th of the verb {@code what}) is throttled: it does not happen. The same for all CALL kinds. */
        THROTTLE(Family.CALL),
        /** It does not happen. */
        REFUSE(Family.CALL),
        /** It does not happen and never will. */
        REFUSE_FOR_EVER(Family.CALL),
        /** It does not happen: somebody else was there first. */
        OVERTAKE(Family.CALL),
        /** It happens; the answer is that nobody knows. */
        LOSE_REPLY(Family.CALL),
        /** It happens; no answer ever comes. */
        SILENCE(Family.CALL),
        /** It does not happen; no answer ever comes. */
        LOSE_REQUEST(Family.CALL),
        /** It happens, and is answered, {@code time} later. */
        DELAY_EFFECT(Family.CALL),
        /** It happens and is read back at once; that reading is answered {@code time} later. */
        DELAY_REPLY(Family.CALL),
        /** A part of it happens, then it fails. */
        PARTIAL(Family.CALL),
        /** What a reading shows is {@code time} old, and says so. */
        STALE(Family.CALL),

        /** The process of the owner dies when it passes the point {@code what} the {@code at}-th time, and is down for {@code time}. */
        CRASH(Family.ENGINE),
        /** The node is cut off from its cluster, keeps its permit for {@code what}, and is ended after {@code time}. */
        CUT_OFF(Family.ENGINE),
        /** The node is frozen for {@code time}; another takes over when its permit, {@code what} long, has ended. */
        FREEZE(Family.ENGINE),
        /** The owner moves to another node in good order. */
        MOVE(Family.ENGINE),
        /** For {@code time} the journal is away: refuses (0), stores without saying so (1), or does not answer (2). */
        JOURNAL_DOWN(Family.ENGINE),
        /** The {@code at}-th report comes once more after {@code time}. */
        REPORT_TWICE(Family.ENGINE),
        /** The {@code at}-th report comes {@code time} later. */
        REPORT_LATE(Family.ENGINE);

        private final Family family;

        Kind(Family family) {
            this.family = family;
        }

        Family family() {
            return family;
        }

        /** Whether {@code at} counts occurrences instead of milliseconds. */
        boolean counted() {
            return family == Family.CALL || this == CRASH || this == REPORT_TWICE || this == REPORT_LATE;
        }

        String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    Duration lasting() {
        return Duration.ofMillis(time);
    }

    /** Reads the written form. */
    static Incident parse(String text) {
        String[] words = text.strip().split(" +");
        if (words.length != 4) {
            throw new IllegalArgumentException("got \"" + text + "\", wanted <at> <kind> <what> <time>");
        }
        Kind kind = Kind.valueOf(words[1].toUpperCase(Locale.ROOT).replace('-', '_'));
        return new Incident(kind, Long.parseLong(words[0]), Integer.parseInt(words[2]), Long.parseLong(words[3]));
    }

    @Override
    public String toString() {
        return at + " " + kind.text() + " " + what + " " + time;
    }
}
