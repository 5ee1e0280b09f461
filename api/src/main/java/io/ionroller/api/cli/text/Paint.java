package io.ionroller.api.cli.text;

/**
 * How text is shown here.
 *
 * @param colour whether colours are shown
 * @param unicode whether signs outside ASCII can be shown
 */
public record Paint(boolean colour, boolean unicode) {

    private static final char ESCAPE = '\u001b';

    /** Neither colours nor signs: what a file gets. */
    public static Paint plain() {
        return new Paint(false, true);
    }

    /** The text in the colour of its style. */
    public String apply(Style style, String text) {
        return !colour || style == Style.PLAIN || text.isEmpty()
                ? text
                : ESCAPE + "[" + style.code() + "m" + text + ESCAPE + "[0m";
    }

    public String bold(String text) {
        return apply(Style.BOLD, text);
    }

    public String dim(String text) {
        return apply(Style.DIM, text);
    }

    /** The sign for something that is done. */
    public String done() {
        return unicode ? "✔" : "+";
    }

    /** The sign for something that went wrong. */
    public String wrong() {
        return unicode ? "✖" : "x";
    }

    /** The sign for something under way. */
    String current() {
        return unicode ? "●" : "*";
    }

    /** The sign for something that is still to come. */
    String ahead() {
        return unicode ? "○" : "-";
    }

    /** A bar that is full up to a share of its width. */
    String bar(double share, int width) {
        int full = Math.clamp(Math.round(share * width), share > 0 ? 1 : 0, width);
        return (unicode ? "█" : "#").repeat(full) + (unicode ? "░" : ".").repeat(width - full);
    }

    /** Text without what a terminal would obey: somebody else wrote it. */
    public static String harmless(String text) {
        return text.codePoints()
                .filter(c -> c == '\t' || !Character.isISOControl(c))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
