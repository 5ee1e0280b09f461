package io.ionroller.api.cli.text;

import java.util.ArrayList;
import java.util.List;

/** Text in lines of at most 80 columns. */
final class Wrapped {

    private static final int WIDTH = 80;

    private Wrapped() {}

    /** Lines that begin with so many spaces; a word that is longer than a line is broken. */
    static List<String> lines(String text, int indent) {
        String margin = " ".repeat(indent);
        int room = WIDTH - indent;
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : Paint.harmless(text).strip().split("\\s+", -1)) {
            String rest = word;
            if (!line.isEmpty() && line.length() + 1 + rest.length() > room) {
                lines.add(margin + line);
                line.setLength(0);
            }
            while (rest.length() > room) {
                lines.add(margin + rest.substring(0, room));
                rest = rest.substring(room);
            }
            line.append(line.isEmpty() ? "" : " ").append(rest);
        }
        lines.add(margin + line);
        return lines;
    }

    /** The same behind a sign. */
    static List<String> item(String sign, String text, int indent) {
        List<String> lines = lines(text, indent + sign.length() + 1);
        lines.set(0, " ".repeat(indent) + sign + lines.getFirst().substring(indent + sign.length()));
        return lines;
    }
}
