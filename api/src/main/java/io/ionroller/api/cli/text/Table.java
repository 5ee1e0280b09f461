package io.ionroller.api.cli.text;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A table of left- and right-aligned columns. One thread. */
public final class Table {

    private static final String GAP = "  ";

    private final List<String> headers;
    private final List<List<Cell>> rows = new ArrayList<>();

    /**
     * @param headers in capitals; one that begins with {@code >} makes its column right-aligned
     */
    public Table(String... headers) {
        this.headers = List.of(headers);
    }

    /** A piece of text in a style. */
    public record Cell(String text, Style style) {

        public Cell {
            text = Paint.harmless(text);
        }

        public static Cell of(Object text) {
            return new Cell(String.valueOf(text), Style.PLAIN);
        }

        public static Cell of(Object text, Style style) {
            return new Cell(String.valueOf(text), style);
        }
    }

    /** Adds a row; as many cells as there are headers. */
    public Table row(Object... cells) {
        if (cells.length != headers.size()) {
            throw new IllegalArgumentException(cells.length + " cells for " + headers.size() + " columns");
        }
        List<Cell> row = new ArrayList<>();
        for (Object cell : cells) {
            row.add(cell instanceof Cell ready ? ready : Cell.of(cell));
        }
        rows.add(Collections.unmodifiableList(row));
        return this;
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }

    /** The lines, the header first. */
    public List<String> lines(Paint paint) {
        List<String> lines = new ArrayList<>();
        lines.add(line(
                headers.stream()
                        .map(header -> Cell.of(header.replace(">", ""), Style.BOLD))
                        .toList(),
                paint));
        rows.forEach(row -> lines.add(line(row, paint)));
        return lines;
    }

    private String line(List<Cell> cells, Paint paint) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < cells.size(); column++) {
            Cell cell = cells.get(column);
            String padding = " ".repeat(width(column) - length(cell.text()));
            boolean last = column == cells.size() - 1;
            boolean right = headers.get(column).startsWith(">");
            line.append(right ? padding : "")
                    .append(paint.apply(cell.style(), cell.text()))
                    .append(right || last ? "" : padding)
                    .append(last ? "" : GAP);
        }
        return line.toString().stripTrailing();
    }

    private int width(int column) {
        int header = length(headers.get(column).replace(">", ""));
        return Math.max(
                header,
                rows.stream()
                        .mapToInt(row -> length(row.get(column).text()))
                        .max()
                        .orElse(0));
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
