package io.ionroller.engine.rollout;

import org.jspecify.annotations.Nullable;

/**
 * The answer to an accepted request.
 *
 * @param release number of the release it accepted or acted on; absent when it is about none
 * @param revision the configuration revision it stored; absent when it stored none
 * @param sentence what happens now, for a person
 */
public record Answer(@Nullable Long release, @Nullable Integer revision, String sentence) implements Outcome {

    static Answer of(long release, String sentence) {
        return new Answer(release, null, sentence);
    }

    static Answer of(String sentence) {
        return new Answer(null, null, sentence);
    }
}
