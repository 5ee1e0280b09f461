package io.ionroller.aws;

import io.ionroller.aws.cloud.Call;
import io.ionroller.aws.cloud.Cloud;
import io.ionroller.aws.cloud.Principal;
import io.ionroller.aws.protocol.Credential;
import io.ionroller.aws.protocol.HttpAnswer;
import io.ionroller.aws.protocol.HttpCall;
import io.ionroller.aws.protocol.JsonWriter;
import io.ionroller.aws.protocol.Payload;
import io.ionroller.aws.protocol.Refusal;
import io.ionroller.aws.protocol.UnknownMember;
import io.ionroller.aws.scenario.Fault;
import io.ionroller.aws.scenario.Faults;
import io.ionroller.aws.scenario.Limits;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.SdkPojo;

/** Serves AWS's calls: who asks, what goes wrong, what is asked, what it means, and whether all of that is as AWS has it. */
final class CallHandler {

    private static final Logger LOG = LoggerFactory.getLogger(CallHandler.class);

    /** What becomes of the connection. An empty answer: it is closed without one. */
    record Reply(Optional<HttpAnswer> answer, Duration delay) {}

    private final Cloud cloud;
    private final Faults faults;
    private final Limits limits;
    private final CallLog log;
    private final Findings findings;
    private final AtomicLong numbers = new AtomicLong();
    private volatile CrashPoints crashPoints = CrashPoints.NONE;

    CallHandler(Cloud cloud, Faults faults, Limits limits, CallLog log, Findings findings) {
        this.cloud = cloud;
        this.faults = faults;
        this.limits = limits;
        this.log = log;
        this.findings = findings;
    }

    void crashPoints(CrashPoints hooks) {
        this.crashPoints = hooks;
    }

    Reply serve(HttpCall http) {
        String requestId = UUID.randomUUID().toString();
        Optional<Credential> credential = Credential.of(http);
        Optional<Service> service = credential.flatMap(known -> Service.signedAs(known.service()));
        if (service.isEmpty()) {
            String message = "The request is not signed for a service of this endpoint: "
                    + http.header("authorization").orElse("no Authorization header");
            return now(Service.STS.wire().refusal("IncompleteSignature", message, 400, requestId));
        }
        return new Served(http, credential.get(), service.get(), requestId).serve();
    }

    private static Reply now(HttpAnswer answer) {
        return new Reply(Optional.of(answer), Duration.ZERO);
    }

    /** One call on its way. */
    private final class Served {
        private final HttpCall http;
        private final Credential credential;
        private final Service service;
        private final String requestId;
        private final Payload payload;
        private final long number = numbers.incrementAndGet();
        private String action = "";
        private String account = "";
        private String request = "";
        private List<Fault> drawn = List.of();
        private boolean tookEffect;

        private Served(HttpCall http, Credential credential, Service service, String requestId) {
            this.http = http;
            this.credential = credential;
            this.service = service;
            this.requestId = requestId;
            this.payload = new Payload();
        }

        private Reply serve() {
            HttpAnswer answer;
            String outcome = "OK";
            try {
                SdkPojo response = perform();
                findings.answer(service.signingName(), action, service.check().answer(action, response));
                answer = payload.in(service.wire().answer(action, response, requestId));
            } catch (Refusal refusal) {
                outcome = refusal.code();
                answer = refused(refusal);
            } catch (CrashPoints.Dropped e) {
                write(tookEffect ? "OK, reply lost" : "dropped");
                return new Reply(Optional.empty(), Duration.ZERO);
            } catch (RuntimeException e) {
                LOG.atError().addKeyValue("action", action).setCause(e).log("the endpoint has a bug");
                findings.answer(service.signingName(), action, List.of("bug: " + e));
                outcome = "bug";
                answer = refused(service.errors().failing(500));
            }
            boolean lost = outcome.equals("OK") && drawn.stream().anyMatch(Fault.LostReply.class::isInstance);
            write(lost ? "OK, reply lost" : outcome);
            return new Reply(lost ? Optional.empty() : Optional.of(answer), delay());
        }

        private void write(String outcome) {
            log.add(new CallRecord(
                    number,
                    cloud.time(),
                    account,
                    credential.region(),
                    service.signingName(),
                    action,
                    request,
                    outcome,
                    requestId));
        }

        private HttpAnswer refused(Refusal refusal) {
            if (!action.isEmpty() && !service.check().mayFailWith(action, refusal.code())) {
                findings.answer(service.signingName(), action, List.of("undeclared error " + refusal.code()));
            }
            int status = refusal.status() > 0
                    ? refusal.status()
                    : service.model().status(refusal.code()).orElse(400);
            return service.wire().refusal(refusal.code(), refusal.message(), status, requestId);
        }

        private SdkPojo perform() {
            action = service.wire().action(http);
            Principal principal = cloud.principal(credential).orElseThrow(service.errors()::unknownKey);
            account = principal.accountId();
            authenticate(principal);
            drawn = faults.draw(service.signingName(), action, account, credential.region());
            fail(principal);
            SdkPojo decoded = decode();
            CrashPoints.Point point =
                    new CrashPoints.Point(number, account, credential.region(), service.signingName(), action);
            crashPoints.beforeEffect(point);
            try {
                SdkPojo response = cloud.alone(() -> {
                    Call call = cloud.call(principal, credential.region(), staleness(), payload);
                    return service.actions().handle(action, call, decoded);
                });
                tookEffect = true;
                return response;
            } finally {
                crashPoints.afterEffect(point);
            }
        }

        private void authenticate(Principal principal) {
            if (!principal.sessionToken().equals(credential.sessionToken())) {
                throw service.errors().unknownKey();
            }
            if (principal
                    .expiry()
                    .filter(expiry -> !expiry.isAfter(cloud.time()))
                    .isPresent()) {
                throw service.errors().expired();
            }
        }

        private void fail(Principal principal) {
            boolean admitted = limits.admit(service.signingName(), action, account, credential.region());
            for (Fault fault : drawn) {
                switch (fault) {
                    case Fault.Fails failure -> throw service.errors().failing(failure.status());
                    case Fault.Refused refused ->
                        throw new Refusal(refused.code(), refused.message(), refused.status());
                    case Fault.Throttled _ -> throw service.errors().throttling();
                    case Fault.Denied _ ->
                        throw service.errors().denying(principal.arn(), service.signingName(), action);
                    case Fault.LostReply _, Fault.Delayed _, Fault.Stale _ -> {
                        // Later.
                    }
                }
            }
            if (!admitted) {
                throw service.errors().throttling();
            }
        }

        private SdkPojo decode() {
            SdkPojo builder = service.actions().builder(action).orElseThrow(() -> {
                findings.answer(service.signingName(), action, List.of("not at all: the action is not served here"));
                return service.errors().failing(501);
            });
            try {
                SdkPojo decoded = (SdkPojo) service.wire().request(action, http, builder);
                payload.sent(service.wire().payload(http));
                request = JsonWriter.json(decoded).toString();
                List<String> faulty = service.check().request(action, decoded);
                if (!faulty.isEmpty()) {
                    findings.request(service.signingName(), action, faulty);
                    throw service.errors()
                            .invalid(String.format(
                                    Locale.ROOT,
                                    "%d validation error%s detected: %s",
                                    faulty.size(),
                                    faulty.size() == 1 ? "" : "s",
                                    String.join("; ", faulty)));
                }
                return decoded;
            } catch (UnknownMember e) {
                findings.request(service.signingName(), action, List.of(String.valueOf(e.getMessage())));
                throw service.errors().invalid(String.valueOf(e.getMessage()));
            }
        }

        private Duration staleness() {
            return drawn.stream()
                    .map(fault -> fault instanceof Fault.Stale(Duration by) ? by : Duration.ZERO)
                    .reduce(Duration.ZERO, Duration::plus);
        }

        private Duration delay() {
            return drawn.stream()
                    .map(fault -> fault instanceof Fault.Delayed(Duration by) ? by : Duration.ZERO)
                    .reduce(Duration.ZERO, Duration::plus);
        }
    }
}
