package io.ionroller.engine.model;

/**
 * The identity of an environment: the service and the number of the release that created it. Derived, never random, so
 * that a repeated creation finds what an earlier attempt made. Written {@code hello-7}.
 *
 * @param service the service it belongs to
 * @param release number of the release that created it, from 1
 */
public record EnvironmentId(ServiceName service, long release) implements Comparable<EnvironmentId> {

    public EnvironmentId {
        if (release < 1) {
            throw new InvalidValueException("environment", release, "a release number from 1");
        }
    }

    /** Reads the written form; the last hyphen separates the release number. */
    public static EnvironmentId parse(String text) {
        int hyphen = text.lastIndexOf('-');
        try {
            if (hyphen > 0) {
                return new EnvironmentId(
                        new ServiceName(text.substring(0, hyphen)),
                        Long.parseLong(text, hyphen + 1, text.length(), 10));
            }
        } catch (NumberFormatException notANumber) {
            // told below, with the whole text
        }
        throw new InvalidValueException("environment", '"' + text + '"', "an environment such as hello-7");
    }

    @Override
    public int compareTo(EnvironmentId other) {
        int byService = service.compareTo(other.service);
        return byService != 0 ? byService : Long.compare(release, other.release);
    }

    @Override
    public String toString() {
        return service + "-" + release;
    }
}
