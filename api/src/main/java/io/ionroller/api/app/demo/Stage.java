package io.ionroller.api.app.demo;

import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;

/** Where the story plays: what is released there, and who sends requests. */
interface Stage {

    /** A version that works. */
    String first();

    /** Another one. */
    String second();

    /** One that does not. */
    String broken();

    /** The title of the chapter in which the broken version is released. */
    String brokenTitle();

    /** The configuration of the service, JSON. */
    String configuration();

    /** The configuration with which the broken version is released, if that is what breaks it; else the same. */
    default String brokenConfiguration() {
        return configuration();
    }

    /** Constant traffic on the service, from now until it is closed; silence where the demonstration cannot send any. */
    DemoTraffic traffic();

    /** Said once, before the first release. */
    String introduction();

    /** After which a chapter has failed. */
    Duration longestChapter();

    /** Says what is left running. */
    void sayLeft(PrintStream out, URI server, String service);

    /** Says how to look at a service. */
    static void sayHowToLook(PrintStream out, URI server, String service) {
        out.printf("  its state     %s/services/%s%n", server, service);
        out.printf("  the audit log %s/services/%s/events%n", server, service);
        out.printf("  try           ./ionroller --server %s status %s%n", server, service);
    }
}
