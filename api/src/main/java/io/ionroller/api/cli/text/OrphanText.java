package io.ionroller.api.cli.text;

import io.ionroller.api.view.OrphansView;
import io.ionroller.api.view.OrphansView.OrphanView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Orphans in tables and words. */
public final class OrphanText {

    private OrphanText() {}

    /** One line for each resource, then the reasons, then the sums. */
    public static List<String> of(OrphansView view, Moment moment, Paint paint) {
        Table table = new Table("OF", "KIND", "NAME", "PLACE", "MADE", "STATE");
        for (OrphanView orphan : view.orphans()) {
            String made = orphan.createdAt() == null ? "" : moment.ago(orphan.createdAt());
            orphan.resources()
                    .forEach(resource -> table.row(
                            of(orphan),
                            resource.kind(),
                            resource.name(),
                            orphan.place(),
                            made,
                            Table.Cell.of(orphan.state(), style(orphan.state()))));
        }
        List<String> lines = new ArrayList<>(table.isEmpty() ? List.of() : table.lines(paint));
        if (!table.isEmpty()) {
            lines.add("");
        }
        for (OrphanView orphan : view.orphans()) {
            if (!orphan.removed()) {
                lines.add(Paint.harmless(of(orphan) + " is " + orphan.state() + ": " + orphan.reason() + "."));
            }
        }
        lines.add(Paint.harmless(sums(view)));
        view.failures().forEach(failure -> lines.add(Paint.harmless("Not done: " + failure + ".")));
        return lines;
    }

    private static String of(OrphanView orphan) {
        return orphan.of().isEmpty() ? "?" : orphan.of();
    }

    private static String sums(OrphansView view) {
        String places = view.places().isEmpty()
                ? "nowhere: no service has settings of the platform ec2"
                : "in " + String.join(", ", view.places());
        if (view.orphans().isEmpty()) {
            return "No orphans " + places + ".";
        }
        Map<String, Integer> states = new TreeMap<>();
        view.orphans().forEach(orphan -> states.merge(orphan.state(), 1, Integer::sum));
        List<String> parts = new ArrayList<>();
        states.forEach((state, count) -> parts.add(count + " " + state));
        long resources = view.orphans().stream()
                .mapToLong(orphan -> orphan.resources().size())
                .sum();
        int orphans = view.orphans().size();
        return orphans + (orphans == 1 ? " orphan" : " orphans") + " of " + resources
                + (resources == 1 ? " resource " : " resources ") + places + ": " + String.join(", ", parts) + ".";
    }

    private static Style style(String state) {
        return switch (state) {
            case "removed", "removable" -> Style.GOOD;
            case "draining", "removing" -> Style.WAITING;
            default -> Style.BAD;
        };
    }
}
