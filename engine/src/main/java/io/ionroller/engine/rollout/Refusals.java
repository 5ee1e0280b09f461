package io.ionroller.engine.rollout;

import io.ionroller.engine.rollout.Rejection.Kind;

/** The rejections that more than one request can meet. Codes are part of the API and never change. */
final class Refusals {

    private Refusals() {}

    static Rejection conflict(String code, String sentence) {
        return new Rejection(code, Kind.CONFLICT, sentence);
    }

    static Rejection notFound(String code, String sentence) {
        return new Rejection(code, Kind.NOT_FOUND, sentence);
    }

    static Rejection invalid(String code, String sentence) {
        return new Rejection(code, Kind.INVALID, sentence);
    }

    static Rejection noConfiguration(ServiceState state) {
        return notFound(
                "no-configuration",
                state.name() + " has no configuration; put one before anything else is asked of it");
    }

    static Rejection noRollout(ServiceState state) {
        return conflict(
                "no-rollout",
                "no rollout of " + state.name() + " is in flight that could be promoted, paused, resumed or aborted");
    }

    static Rejection alreadyRollingBack(Rollout rollout) {
        return conflict(
                "already-rolling-back",
                "release " + rollout.release() + " is being rolled back already; wait for its end");
    }

    static Rejection nothingToReturnTo(Rollout rollout) {
        return conflict(
                "nothing-to-return-to",
                "release " + rollout.release()
                        + " is the first one and has all traffic, there is nothing to return to; release another"
                        + " version, or drop it with force");
    }
}
