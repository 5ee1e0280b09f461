package io.ionroller.browser;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/** The fleet of many services on the simulated platform: time until it can be used, smoothness of scrolling, memory. */
public final class ConsoleBenchmark {

    private static final int LOADS = 7;
    private static final int AT_ONCE = 32;
    private static final Duration BETWEEN_RELEASES = Duration.ofMillis(100);
    private static final Duration BETWEEN_SAMPLES = Duration.ofSeconds(30);
    private static final String CONFIGURATION = """
            {"platform": {"type": "simulated", "instances": 2}, "bake": "0s", "keep_unused_for": "1m",
             "strategy": {"steps": [{"weight": "10%"}, {"pause": "2s"}, {"weight": "100%"}]}}""";

    /** Scrolls from top to bottom within two seconds and answers the longest time between two frames. */
    private static final String SCROLL = """
            () => new Promise(resolve => {
              const list = document.querySelector('.fleet-scroll');
              const begun = performance.now();
              let last = begun, longest = 0;
              const frame = now => {
                longest = Math.max(longest, now - last);
                last = now;
                list.scrollTop = (now - begun) / 2000 * list.scrollHeight;
                now - begun < 2000 ? requestAnimationFrame(frame) : resolve(longest);
              };
              requestAnimationFrame(frame);
            })""";

    /** When what the first rows wait for came, in milliseconds since the request for the page. */
    private static final String COURSE = """
            () => {
              const entries = performance.getEntriesByType('resource').map(entry => ({
                path: new URL(entry.name).pathname, begun: entry.startTime, ended: entry.responseEnd}));
              const [page] = performance.getEntriesByType('navigation');
              const span = path => {
                const found = entries.find(entry => entry.path === path);
                return found ? `${Math.round(found.begun)}-${Math.round(found.ended)}` : 'none';
              };
              const modules = entries.filter(entry => entry.path.endsWith('.js'));
              const paints = performance.getEntriesByType('paint').map(entry => `${entry.name} ${Math.round(entry.startTime)}`);
              return `page ${Math.round(page.responseEnd)}, ${modules.length} modules `
                + `${Math.round(Math.max(...modules.map(entry => entry.ended)))}, session ${span('/session')}, `
                + `services ${span('/services')}, ${paints.join(', ')}, now ${Math.round(performance.now())}`;
            }""";

    /** In the page, so that the time of what controls the browser is not counted: the first row takes an arrow key and moves on. */
    private static final String KEYBOARD = """
            (() => {
              const attempt = () => {
                const focused = document.activeElement?.dataset?.index;
                if (focused === '1') return void (window.answeredAt = performance.now());
                if (focused !== '0') document.querySelector('.fleet-scroll .fleet-row a')?.focus();
                const key = {key: 'ArrowDown', bubbles: true, cancelable: true};
                if (document.activeElement?.dataset?.index === '0') document.activeElement.dispatchEvent(new KeyboardEvent('keydown', key));
                requestAnimationFrame(attempt);
              };
              requestAnimationFrame(attempt);
            })()""";

    private ConsoleBenchmark() {}

    /** @param arguments services (5000) and minutes of live updates (10) */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        int services = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5_000;
        int minutes = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 10;
        int code = 1;
        var options = new Browser.NewContextOptions().setViewportSize(1360, 900);
        try (ConsoleUnderTest console =
                ConsoleUnderTest.start(Files.createTempDirectory("ionroller-console-"), options)) {
            populate(console, services);
            quiet();
            loads(console, services);
            live(console, services, Duration.ofMinutes(minutes));
            code = 0;
        } catch (RuntimeException | AssertionError e) {
            e.printStackTrace();
        }
        System.exit(code);
    }

    private static void populate(ConsoleUnderTest console, int services) throws InterruptedException {
        Semaphore free = new Semaphore(AT_ONCE);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < services; i++) {
                String service = name(i);
                free.acquire();
                threads.submit(() -> {
                    try {
                        console.configure(service, CONFIGURATION);
                        console.release(service, "1.0.0");
                    } finally {
                        free.release();
                    }
                });
            }
        }
        console.awaitPhase(name(services - 1), 1, "completed");
        System.out.println(services + " services are deployed");
    }

    /** Waits until the work of deploying them all is over, its compilation included: at most a fifth of one processor for 5 s. */
    private static void quiet() throws InterruptedException {
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        Duration busy;
        do {
            long before = system.getProcessCpuTime();
            Thread.sleep(Duration.ofSeconds(5));
            busy = Duration.ofNanos(system.getProcessCpuTime() - before);
            System.out.println("the server is busy for " + busy.toMillis() / 50 + "% of the time");
        } while (busy.compareTo(Duration.ofSeconds(1)) > 0);
    }

    private static String name(int number) {
        return "service-%05d".formatted(number);
    }

    private static void loads(ConsoleUnderTest console, int services) {
        double[] first = new double[LOADS];
        double[] all = new double[LOADS];
        double[] frames = new double[LOADS];
        for (int i = -1; i < LOADS; i++) {
            try (Page page = console.open("about:blank")) {
                page.addInitScript(KEYBOARD);
                long begun = System.nanoTime();
                page.navigate(console.address() + "/ui/");
                page.waitForFunction("() => window.answeredAt");
                double usable = ((Number) page.evaluate("window.answeredAt")).doubleValue();
                String course = (String) page.evaluate(COURSE);
                page.waitForFunction("n => document.querySelector('[role=table]').ariaRowCount == n + 1", services);
                if (i >= 0) {
                    System.out.println("load %d: %.0f ms; %s".formatted(i + 1, usable, course));
                    first[i] = usable;
                    all[i] = millis(begun);
                    frames[i] = ((Number) page.evaluate(SCROLL)).doubleValue();
                }
            }
        }
        System.out.println("first rows answer the keyboard after: " + told(first));
        System.out.println("all rows are there after: " + told(all));
        System.out.println("longest frame while scrolling through all in 2 s: " + told(frames));
    }

    private static double millis(long begun) {
        return (System.nanoTime() - begun) / 1e6;
    }

    private static String told(double[] millis) {
        double[] sorted = millis.clone();
        Arrays.sort(sorted);
        return "median %.0f ms, most %.0f ms, %d loads"
                .formatted(sorted[sorted.length / 2], sorted[sorted.length - 1], sorted.length);
    }

    /** One service after the other is released, ten a second; each release is some twenty events. */
    private static void live(ConsoleUnderTest console, int services, Duration length) {
        AtomicBoolean over = new AtomicBoolean();
        Thread releases = Thread.ofVirtual().start(() -> {
            for (int i = 0; !over.get(); i++) {
                console.release(name(i % services), "2.%d.0".formatted(i / services));
                LockSupport.parkNanos(BETWEEN_RELEASES.toNanos());
            }
        });
        Page page = console.open("/ui/");
        CDPSession session = page.context().newCDPSession(page);
        long end = System.nanoTime() + length.toNanos();
        while (System.nanoTime() < end) {
            page.waitForTimeout(BETWEEN_SAMPLES.toMillis());
            session.send("HeapProfiler.collectGarbage");
            JsonObject heap = session.send("Runtime.getHeapUsage");
            System.out.printf(
                    "after %4d s: %.1f MiB of JavaScript, %s elements, longest frame while scrolling %.0f ms%n",
                    (length.toNanos() - (end - System.nanoTime())) / 1_000_000_000,
                    heap.get("usedSize").getAsDouble() / (1 << 20),
                    page.evaluate("document.querySelectorAll('*').length"),
                    ((Number) page.evaluate(SCROLL)).doubleValue());
        }
        over.set(true);
        LockSupport.parkNanos(BETWEEN_RELEASES.multipliedBy(2).toNanos());
        releases.interrupt();
    }
}
