package io.ionroller.api.view;

import io.ionroller.engine.platform.Orphan;
import io.ionroller.engine.platform.SweepReport;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /platforms/{p}/orphans} and the answer of {@code POST /platforms/{p}/orphans/removal}: read from the platform when
 * asked.
 *
 * @param places accounts and regions that were looked at
 * @param failures what could not be looked at or done; what is there may be more than is told then
 */
public record OrphansView(List<OrphanView> orphans, List<String> places, List<String> failures, Instant observedAt) {

    /**
     * What is there under our name and belongs to no environment that a service has.
     *
     * @param of the environment, or the service of a rule; empty when its tags do not say
     * @param createdAt when it was made; absent when that is not known
     * @param state {@code removable}, {@code kept}, {@code draining}, {@code removing} or {@code removed}
     * @param reason why it stays, or what happens to it
     */
    public record OrphanView(
            String of,
            String place,
            List<ResourceView> resources,
            @Nullable Instant createdAt,
            String state,
            String reason) {

        /** Whether another removal will find it further on by itself. */
        public boolean underWay() {
            return state.equals("draining") || state.equals("removing");
        }

        public boolean removed() {
            return state.equals("removed");
        }

        static OrphanView of(Orphan orphan) {
            return new OrphanView(
                    orphan.of(),
                    orphan.place(),
                    orphan.resources().stream()
                            .map(one -> new ResourceView(one.kind(), one.name(), one.id()))
                            .toList(),
                    orphan.createdAt(),
                    orphan.state().name().toLowerCase(Locale.ROOT),
                    orphan.reason());
        }
    }

    /**
     * One resource.
     *
     * @param id as the platform names it for good, such as an ARN
     */
    public record ResourceView(String kind, String name, String id) {}

    /**
     * What a platform told.
     *
     * @param unasked sentences on services that could not be asked where they have been
     */
    public static OrphansView of(SweepReport report, List<String> unasked) {
        return new OrphansView(
                report.orphans().stream().map(OrphanView::of).toList(),
                report.places(),
                Stream.concat(unasked.stream(), report.failures().stream()).toList(),
                report.at());
    }
}
