package io.ionroller.api.cli.text;

import io.ionroller.api.view.ClusterStatus;
import io.ionroller.api.view.PlaceView;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The cluster in words and tables. */
public final class ClusterText {

    private ClusterText() {}

    /** The nodes as a table, and below it what a person should know. */
    public static List<String> nodes(ClusterStatus status, Moment moment, Paint paint) {
        Table table = new Table("NODE", "ADDRESS", "STATUS", "SINCE", "VERSION", ">SHARDS", ">OWNERS", "");
        for (ClusterStatus.MemberView member : status.members()) {
            table.row(
                    member.name(),
                    member.address(),
                    Table.Cell.of(
                            member.reachable() ? member.status() : member.status() + ", unreachable", style(member)),
                    moment.ago(member.since()),
                    member.version(),
                    number(member.shards()),
                    number(member.owners()),
                    remark(status, member));
        }
        List<String> lines = new ArrayList<>(table.lines(paint));
        if (!status.shardsKnown()) {
            lines.add("");
            lines.add("Not every node has said what lives on it. Ask again in a few seconds.");
        }
        Long behind = status.catalogBehind();
        if (behind == null) {
            lines.add("");
            lines.add(
                    "It is not known how far the lists of services and releases are behind: the store does not answer.");
        } else if (behind > 0) {
            lines.add("");
            lines.add("The lists of services and releases are " + behind + " events behind.");
        }
        return lines;
    }

    /** Where a service lives, in one sentence. */
    public static String place(PlaceView place) {
        String shard = place.service() + " belongs to shard " + place.shard();
        String node = place.node();
        if (node == null) {
            return Paint.harmless(shard
                    + (place.known()
                            ? ", which no node has started: its owner has had nothing to do."
                            : ". Not every node has said what lives on it, so ask again in a few seconds."));
        }
        return Paint.harmless(shard + " on node " + node + " (" + place.address() + ")" + awake(place.awake()) + ".");
    }

    private static String awake(@Nullable Boolean awake) {
        if (awake == null) {
            return "; whether its owner is awake is not known";
        }
        return awake ? "; its owner is awake" : "; its owner is not in memory, for it has nothing to do";
    }

    private static Style style(ClusterStatus.MemberView member) {
        if (!member.reachable() || member.status().equals("down")) {
            return Style.BAD;
        }
        return member.status().equals("up") ? Style.GOOD : Style.WAITING;
    }

    private static String number(@Nullable Integer number) {
        return number == null ? "?" : number.toString();
    }

    private static String remark(ClusterStatus status, ClusterStatus.MemberView member) {
        List<String> remarks = new ArrayList<>();
        if (member.name().equals(status.node())) {
            remarks.add("answers");
        }
        if (member.name().equals(status.leader())) {
            remarks.add("leads");
        }
        return String.join(", ", remarks);
    }
}
