package io.ionroller.api.app;

/** Where the process begins. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        System.out.println("ION-Roller " + Main.class.getPackage().getImplementationVersion());
    }
}
