package io.ionroller.api.http;

import io.ionroller.api.view.VerificationLine;
import io.ionroller.engine.query.EventChain;
import java.util.ArrayList;
import java.util.List;

/** One answer of {@code /audit/verify} in the making: turns pieces into lines and counts what is broken. For one stream. */
final class Verification {

    private final boolean oneService;
    private long flaws;

    Verification(boolean oneService) {
        this.oneService = oneService;
    }

    List<VerificationLine> lines(EventChain.Piece piece) {
        List<VerificationLine> lines = new ArrayList<>();
        for (EventChain.Finding finding : piece.findings()) {
            switch (finding) {
                case EventChain.Broken broken -> {
                    flaws++;
                    lines.add(VerificationLine.of(broken));
                }
                case EventChain.Hole hole -> {
                    flaws++;
                    lines.add(VerificationLine.of(hole));
                }
                case EventChain.Head head -> lines.add(VerificationLine.of(head));
            }
        }
        boolean nothing = oneService && piece.events() == 0;
        lines.add(
                piece.last()
                        ? VerificationLine.result(piece.events(), piece.services(), flaws == 0 && !nothing)
                        : VerificationLine.progress(piece.events(), piece.services()));
        return lines;
    }
}
