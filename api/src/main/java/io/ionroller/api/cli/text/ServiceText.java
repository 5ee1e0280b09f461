package io.ionroller.api.cli.text;

import io.ionroller.api.cli.text.Table.Cell;
import io.ionroller.api.view.EnvironmentView;
import io.ionroller.api.view.ReleaseRef;
import io.ionroller.api.view.RolloutView;
import io.ionroller.api.view.ServiceLine;
import io.ionroller.api.view.ServiceView;
import io.ionroller.api.view.UpkeepView;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A service and its environments, as text. */
public final class ServiceText {

    private static final int BAR = 20;

    private ServiceText() {}

    /** The list of services. */
    public static List<String> list(List<ServiceLine> services, Moment moment, Paint paint) {
        Table table = new Table("SERVICE", "CURRENT", "NEXT", "PHASE", ">ENVIRONMENTS", "CHANGED");
        for (ServiceLine service : services) {
            ReleaseRef next = service.next();
            String phase = next == null ? "" : Objects.requireNonNullElse(next.phase(), "");
            table.row(
                    service.name(),
                    version(service.current()),
                    next == null ? "" : version(next),
                    Cell.of(phase, Style.ofPhase(phase)),
                    service.environmentCount(),
                    moment.ago(service.changedAt()));
        }
        return table.isEmpty()
                ? List.of("No services. Write the first configuration: ionroller config set SERVICE FILE")
                : table.lines(paint);
    }

    /** All about one service. */
    public static List<String> status(ServiceView service, Moment moment, Paint paint) {
        List<String> lines = new ArrayList<>();
        lines.add(paint.bold(service.name()) + "  " + headline(service));
        RolloutView rollout = service.rollout();
        if (rollout == null) {
            lines.add(moment.localized(service.sentence()));
        } else {
            lines.addAll(RolloutText.of(service.name(), RolloutText.Stage.of(rollout), moment, paint));
        }
        ReleaseRef future = service.future();
        if (future != null) {
            lines.add("Release " + future.release() + " of " + future.version() + " waits for its turn.");
        }
        if (service.drift() != null) {
            lines.add(paint.apply(Style.BAD, "Traffic was found shared as nobody intended: " + service.drift()));
        }
        if (!service.environments().isEmpty()) {
            lines.add("");
            lines.addAll(environments(service.environments(), moment, paint));
            service.environments().stream()
                    .filter(environment -> !environment.resolved().isEmpty())
                    .map(environment -> environment.id() + " is made from " + HistoryText.facts(environment.resolved()))
                    .forEach(line -> lines.add(paint.dim(line)));
        }
        return lines;
    }

    /** The environments: health, and intended against observed weight. */
    public static List<String> environments(List<EnvironmentView> environments, Moment moment, Paint paint) {
        Table table =
                new Table("ENVIRONMENT", "VERSION", "ROLE", "HEALTH", ">INTENDED", ">OBSERVED", "", ">REQUESTS", "");
        for (EnvironmentView environment : environments) {
            boolean same = environment.intendedWeight().equals(environment.observedWeight());
            table.row(
                    environment.id(),
                    environment.version(),
                    Cell.of(environment.role(), "candidate".equals(environment.role()) ? Style.BUSY : Style.PLAIN),
                    Cell.of(health(environment), Style.ofHealth(environment.health())),
                    environment.intendedWeight(),
                    Cell.of(environment.observedWeight(), same ? Style.PLAIN : Style.WAITING),
                    Cell.of(paint.bar(share(environment.observedWeight()), BAR), Style.BUSY),
                    environment.traffic() == null ? "" : requests(environment),
                    Cell.of(note(environment, moment), Style.DIM));
        }
        return table.lines(paint);
    }

    private static String health(EnvironmentView environment) {
        return environment.required() == 0
                ? environment.health()
                : environment.healthy() + "/" + environment.required() + " " + environment.health();
    }

    private static String requests(EnvironmentView environment) {
        var traffic = Objects.requireNonNull(environment.traffic());
        return traffic.requests() + (traffic.errors() == 0 ? "" : " (" + traffic.errors() + " failed)");
    }

    private static String note(EnvironmentView environment, Moment moment) {
        UpkeepView upkeep = environment.upkeep();
        return upkeep == null
                ? state(environment, moment)
                : Stream.concat(
                                Stream.of(
                                        upkeep.lost() == null
                                                ? state(environment, moment) + kept(upkeep)
                                                : "lost: " + upkeep.lost()),
                                upkeep.drift().stream()
                                        .map(drift -> "somebody else changed its " + drift.part() + " from "
                                                + drift.was() + " to " + drift.now()))
                        .filter(note -> !note.isEmpty())
                        .collect(Collectors.joining("; "));
    }

    private static String kept(UpkeepView upkeep) {
        return upkeep.keeps() == null ? "" : " with " + upkeep.keeps() + " of " + upkeep.full() + " instances";
    }

    private static String state(EnvironmentView environment, Moment moment) {
        Instant removeAt = environment.removeAt();
        if (removeAt != null) {
            return "warm until " + moment.due(removeAt);
        }
        return switch (environment.lifecycle()) {
            case "requested" -> "being made" + (environment.detail().isEmpty() ? "" : ": " + environment.detail());
            case "draining", "removing" -> environment.lifecycle();
            default -> environment.detail();
        };
    }

    static double share(String percent) {
        try {
            return new BigDecimal(percent.replace("%", "")).movePointLeft(2).doubleValue();
        } catch (NumberFormatException notAShare) {
            return 0;
        }
    }

    private static String headline(ServiceView service) {
        ReleaseRef current = service.current();
        RolloutView rollout = service.rollout();
        String stands = current == null ? "nothing deployed" : version(current);
        return rollout == null
                ? stands
                : stands + " -> " + rollout.version() + " (release " + rollout.release() + ", revision "
                        + rollout.revision() + ", " + rollout.kind().replace('-', ' ') + ")";
    }

    private static String version(@Nullable ReleaseRef release) {
        return release == null ? "-" : release.version() + " (" + release.release() + ")";
    }
}
