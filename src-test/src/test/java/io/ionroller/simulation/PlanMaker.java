package io.ionroller.simulation;

import io.ionroller.simulation.Incident.Family;
import io.ionroller.simulation.Incident.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Makes a plan from a seed. Each plan leaves out many kinds of incidents and takes more of others: histories in which everything
 * goes wrong at once hide what needs two particular faults and quiet round them.
 */
final class PlanMaker {

    private static final int VERSIONS = 5;
    private static final Verb[] WRITES = {Verb.ENSURE_ENVIRONMENT, Verb.ENSURE_TRAFFIC, Verb.REMOVE_ENVIRONMENT};

    private final SplittableRandom random;
    private final List<Incident> incidents = new ArrayList<>();
    private final int hostile;

    private PlanMaker(long seed) {
        random = new SplittableRandom(seed);
        hostile = random.nextInt(60_000, 300_000);
    }

    static Plan of(long seed) {
        PlanMaker maker = new PlanMaker(seed);
        maker.requests();
        maker.world();
        maker.calls();
        maker.engine();
        return new Plan(seed, maker.hostile, maker.incidents);
    }

    private void add(Kind kind, long at, int what, long time) {
        incidents.add(new Incident(kind, at, what, time));
    }

    private int some(int least, int most) {
        return random.nextInt(least, most + 1);
    }

    private int moment() {
        return some(1_000, hostile);
    }

    private void requests() {
        add(Kind.CONFIGURE, 0, some(0, 9_999), 0);
        add(Kind.RELEASE, 500, 1, 0);
        early();
        for (int i = some(3, 14); i > 0; i--) {
            long again = random.nextInt(3) == 0 ? some(1, 60_000) : 0;
            switch (random.nextInt(24)) {
                case 0, 1 -> add(Kind.CONFIGURE, moment(), some(0, 9_999), again);
                case 2, 3, 4, 5, 6, 7, 8, 9 -> add(Kind.RELEASE, moment(), some(1, VERSIONS), again);
                case 10, 11, 12 -> add(Kind.ROLL_BACK, moment(), 0, again);
                case 13 -> add(Kind.ROLL_BACK, moment(), some(1, VERSIONS), again);
                case 14, 15 -> add(Kind.ABORT, moment(), 0, again);
                case 16, 17 -> add(Kind.PAUSE, moment(), 0, again);
                case 18 -> add(Kind.RESUME, moment(), 0, again);
                case 19, 20, 21 -> add(Kind.PROMOTE, moment(), some(0, 1), again);
                case 22 -> add(Kind.DROP, moment(), some(2, 2 * VERSIONS + 1), again);
                default -> add(random.nextInt(4) == 0 ? Kind.DELETE_CONFIGURATION : Kind.PROMOTE, moment(), 0, again);
            }
        }
    }

    /** What is asked while a release is on its way, which takes a few seconds where nothing waits. */
    private void early() {
        int when = some(1_000, 8_000);
        switch (random.nextInt(8)) {
            case 0 -> add(Kind.DROP, when, 3, 0);
            case 1 -> {
                add(Kind.PAUSE, when, 0, 0);
                add(Kind.RESUME, when + some(1, 300), 0, 0);
            }
            case 2 -> add(Kind.RELEASE, when, 2, 0);
            default -> {}
        }
        if (random.nextInt(3) == 0) {
            int release = moment();
            add(Kind.RELEASE, release, some(1, VERSIONS), 0);
            add(Kind.ROLL_BACK, release + some(2_000, 6_000), 0, 0);
        }
    }

    /** How many of a kind: none in most plans. */
    private int count(int most) {
        return random.nextInt(5) < 2 ? some(1, most) : 0;
    }

    private void world() {
        for (int version = 2; version <= VERSIONS; version++) {
            if (random.nextInt(6) == 0) {
                add(Kind.BAD_VERSION, 0, version, some(0, 1));
            }
        }
        for (int i = count(5); i > 0; i--) {
            add(Kind.KILL, moment(), some(0, 20), 0);
        }
        for (int i = count(6); i > 0; i--) {
            add(Kind.SICKEN, moment(), some(0, 20), some(500, 40_000));
        }
        for (int i = count(3); i > 0; i--) {
            add(Kind.LOSE, moment(), some(0, 20), 0);
        }
        for (int i = count(3); i > 0; i--) {
            add(Kind.FOREIGN_WEIGHTS, moment(), some(0, 99_999), 0);
        }
        for (int i = count(3); i > 0; i--) {
            add(Kind.HIDE, moment(), some(100, 12_000), some(1_000, 40_000));
        }
        for (int i = count(3); i > 0; i--) {
            add(Kind.OUTAGE, moment(), some(1, 127), some(1_000, 60_000));
        }
        if (random.nextInt(5) == 0) {
            add(Kind.OUTAGE, moment(), 1 << Verb.OBSERVE_ENVIRONMENT.ordinal(), some(60_000, 300_000));
        }
        for (int i = count(2); i > 0; i--) {
            add(Kind.SLOW_REQUESTS, moment(), 0, some(1_000, 40_000));
        }
    }

    private void calls() {
        for (int i = count(3); i > 0; i--) {
            add(Kind.DELAY_EFFECT, some(2, 8), Verb.ENSURE_TRAFFIC.ordinal(), some(8_500, 60_000));
        }
        for (Kind kind : Kind.values()) {
            if (kind.family() == Family.CALL) {
                for (int i = count(6); i > 0; i--) {
                    Verb verb =
                            kind == Kind.DELAY_EFFECT || kind == Kind.PARTIAL ? anyOf(WRITES) : anyOf(Verb.values());
                    add(kind, nth(verb), verb.ordinal(), some(1_000, random.nextBoolean() ? 15_000 : 120_000));
                }
            }
        }
    }

    private Verb anyOf(Verb... verbs) {
        return verbs[random.nextInt(verbs.length)];
    }

    private int nth(Verb verb) {
        return switch (verb) {
            case ENSURE_ENVIRONMENT -> some(1, 12);
            case OBSERVE_ENVIRONMENT -> some(1, 200);
            case ENSURE_TRAFFIC -> some(1, 16);
            case OBSERVE_TRAFFIC -> some(1, 100);
            case REMOVE_ENVIRONMENT -> some(1, 6);
            case RESTORE_ENVIRONMENT, SCALE_DOWN_ENVIRONMENT -> some(1, 4);
        };
    }

    private void engine() {
        for (int i = count(5); i > 0; i--) {
            CrashPoint point = CrashPoint.values()[random.nextInt(CrashPoint.values().length)];
            add(Kind.CRASH, nth(point), point.ordinal(), some(50, random.nextBoolean() ? 1_000 : 30_000));
        }
        for (int i = count(2); i > 0; i--) {
            add(Kind.CUT_OFF, moment(), some(0, 5_000), some(0, 30_000));
        }
        for (int i = count(2); i > 0; i--) {
            add(Kind.FREEZE, moment(), some(0, 5_000), some(100, 60_000));
        }
        for (int i = count(2); i > 0; i--) {
            add(Kind.MOVE, moment(), 0, 0);
        }
        for (int i = count(3); i > 0; i--) {
            add(Kind.JOURNAL_DOWN, moment(), some(0, 2), some(100, 30_000));
        }
        for (int i = count(4); i > 0; i--) {
            add(Kind.REPORT_TWICE, some(1, 150), 0, some(0, 20_000));
            add(Kind.REPORT_LATE, some(1, 150), 0, some(0, 20_000));
        }
    }

    private int nth(CrashPoint point) {
        return switch (point) {
            case BEFORE_PERSIST, AFTER_PERSIST, BEFORE_EFFECT, BEFORE_REPLY -> some(1, 50);
            case BEFORE_CALL, DURING_CALL -> some(1, 250);
            case AFTER_CALL -> some(1, 100);
            case RECOVERING -> some(2, 5);
        };
    }
}
