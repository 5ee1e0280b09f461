package io.ionroller.api.cli.follow;

/** Cuts a line to the width of the terminal, so that it takes exactly one row. */
final class Clip {

    private static final char ESCAPE = '\u001b';
    private static final String PLAIN = "\u001b[0m";

    private Clip() {}

    /** The line without what is beyond the width; colour codes take no room. */
    static String to(String line, int columns) {
        StringBuilder kept = new StringBuilder();
        int room = columns;
        boolean coloured = false;
        for (int i = 0; i < line.length(); ) {
            if (line.charAt(i) == ESCAPE) {
                int end = line.indexOf('m', i) + 1;
                kept.append(line, i, end);
                coloured = true;
                i = end;
                continue;
            }
            int point = line.codePointAt(i);
            if (room == 0) {
                return coloured ? kept + PLAIN : kept.toString();
            }
            kept.appendCodePoint(point);
            room--;
            i += Character.charCount(point);
        }
        return kept.toString();
    }
}
