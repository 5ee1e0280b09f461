package io.ionroller.engine.rollout;

/** What became of a request: done as the answer says, or refused. */
sealed interface Outcome permits Answer, Rejection {}
