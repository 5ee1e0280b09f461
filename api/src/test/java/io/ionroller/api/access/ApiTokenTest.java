package io.ionroller.api.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.ionroller.engine.model.SaltedHash;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiTokenTest {

    private final SecureRandom random = new SecureRandom();

    @Test
    void isReadAsItIsWritten() {
        ApiToken token = ApiToken.random(random);

        assertThat(token.text()).matches("ionr_[0-9A-Za-z]{48}");
        assertThat(ApiToken.parse(token.text())).contains(token);
    }

    @Test
    void noCharacterCanBeWrongUnnoticed() {
        String text = ApiToken.random(random).text();
        for (int i = 0; i < text.length(); i++) {
            char other = text.charAt(i) == 'a' ? 'b' : 'a';

            assertThat(ApiToken.parse(text.substring(0, i) + other + text.substring(i + 1)))
                    .as("character " + i)
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ionr_", "ionr_123", "eyJhbGciOiJub25lIn0.e30."})
    void somethingElseIsNone(String text) {
        assertThat(ApiToken.parse(text)).isEmpty();
    }

    @Test
    void fitsItsOwnHashOnly() {
        ApiToken token = ApiToken.random(random);
        SaltedHash stored = token.hashed(random);

        assertThat(token.fits(stored)).isTrue();
        assertThat(new ApiToken(token.id(), ApiToken.random(random).secret()).fits(stored))
                .isFalse();
        assertThat(token.hashed(random)).isNotEqualTo(stored);
        assertThat(stored + " " + token).doesNotContain(stored.hash(), token.secret());
    }

    @Test
    void noTwoAreTheSame() {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            assertThat(seen.add(ApiToken.random(random).id())).isTrue();
        }
    }
}
