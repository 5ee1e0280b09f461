package io.ionroller.aws.scenario;

import java.util.regex.Pattern;

/** A text in which {@code *} stands for anything. */
record Glob(String pattern) {

    static final Glob ANY = new Glob("*");

    boolean matches(String text) {
        return pattern.equals("*") || Pattern.matches(Pattern.quote(pattern).replace("*", "\\E.*\\Q"), text);
    }
}
