package io.ionroller.aws.cloud;

import io.ionroller.aws.protocol.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list, and the token with which the next one is had: null on the last page.
 *
 * <p>A token names the key of the next item, so pages stay right while other items come and go.
 */
record Page<T>(List<T> items, @Nullable String next) {

    /** What was asked: the token and the size, either may be null, and the size that holds without one. */
    record Wish(@Nullable String token, @Nullable Integer size, int usual) {}

    static <T> Page<T> of(List<T> all, Wish wish, Function<T, String> key, String badTokenCode) {
        int from = 0;
        if (wish.token() != null && !wish.token().isEmpty()) {
            from = position(all, key, decoded(wish.token(), badTokenCode));
        }
        int to = Math.min(all.size(), from + (wish.size() == null ? wish.usual() : wish.size()));
        String next = to < all.size() ? encoded(to, key.apply(all.get(to))) : null;
        return new Page<>(all.subList(from, to), next);
    }

    private record Mark(int position, String key) {}

    private static <T> int position(List<T> all, Function<T, String> key, Mark mark) {
        for (int index = 0; index < all.size(); index++) {
            if (key.apply(all.get(index)).equals(mark.key())) {
                return index;
            }
        }
        return Math.min(mark.position(), all.size());
    }

    private static String encoded(int position, String key) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((position + " " + key).getBytes(StandardCharsets.UTF_8));
    }

    private static Mark decoded(String token, String badTokenCode) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
            int space = text.indexOf(' ');
            return new Mark(Integer.parseInt(text.substring(0, space)), text.substring(space + 1));
        } catch (IllegalArgumentException | StringIndexOutOfBoundsException e) {
            throw new Refusal(badTokenCode, "The token '" + token + "' is invalid.");
        }
    }
}
