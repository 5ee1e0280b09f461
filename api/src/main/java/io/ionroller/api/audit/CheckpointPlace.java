package io.ionroller.api.audit;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where checkpoints are kept, as {@code ionroller.audit.checkpoints} says: a folder or a bucket, never both. */
public sealed interface CheckpointPlace {

    /** A folder; in a cluster the same one on every node. */
    record Folder(Path path) implements CheckpointPlace {}

    /**
     * A bucket of S3, or of a store that speaks its protocol.
     *
     * @param prefix of all names; empty, or a path that ends with a slash
     * @param region absent for the one that the SDK's standard settings name
     * @param endpoint instead of AWS's own
     */
    record Bucket(String name, String prefix, Optional<String> region, Optional<URI> endpoint)
            implements CheckpointPlace {

        private static final String ROOT = "ionroller.audit.checkpoints.bucket.";
        /** Source: "General purpose bucket naming rules" of S3. */
        private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");

        private static final Pattern PREFIX = Pattern.compile("([A-Za-z0-9!_.'()-]+/)*");

        public Bucket {
            if (!NAME.matcher(name).matches()) {
                throw new ConfigException.BadValue(
                        ROOT + "name",
                        "is \"" + name + "\", must be the name of a bucket alone: 3 to 63 lower-case letters, digits,"
                                + " dots and hyphens");
            }
            if (!PREFIX.matcher(prefix).matches()) {
                throw new ConfigException.BadValue(
                        ROOT + "prefix",
                        "is \"" + prefix + "\", must be empty or a path such as \"production/\": it ends with a slash,"
                                + " does not begin with one, and has no spaces");
            }
        }

        static Bucket from(Config bucket) {
            String region = bucket.getString("region");
            String endpoint = bucket.getString("endpoint");
            return new Bucket(
                    bucket.getString("name"),
                    bucket.getString("prefix"),
                    region.isBlank() ? Optional.empty() : Optional.of(region),
                    endpoint.isBlank() ? Optional.empty() : Optional.of(url(endpoint)));
        }

        private static URI url(String text) {
            try {
                URI url = URI.create(text);
                if (url.getHost() != null && ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
                    return url;
                }
            } catch (IllegalArgumentException e) {
                // Told below.
            }
            throw new ConfigException.BadValue(
                    ROOT + "endpoint", "is \"" + text + "\", must be a URL such as \"https://s3.example.org\"");
        }
    }

    /**
     * Makes it ready for use; connects to nothing yet.
     *
     * @throws ConfigException if a bucket's region is named nowhere
     */
    default CheckpointStore open() {
        return switch (this) {
            case Folder folder -> new CheckpointFolder(folder.path());
            case Bucket bucket -> CheckpointBucket.open(bucket);
        };
    }

    /**
     * Reads it; empty when neither is named.
     *
     * @throws ConfigException naming the key that is wrong
     */
    static Optional<CheckpointPlace> from(Config checkpoints) {
        String folder = checkpoints.getString("folder");
        boolean bucket = !checkpoints.getString("bucket.name").isBlank();
        if (bucket && !folder.isBlank()) {
            throw new ConfigException.BadValue(
                    "ionroller.audit.checkpoints",
                    "both folder and bucket.name are set, but checkpoints are one chain in one place: unset one of them");
        }
        if (bucket) {
            return Optional.of(Bucket.from(checkpoints.getConfig("bucket")));
        }
        return folder.isBlank()
                ? Optional.empty()
                : Optional.of(new Folder(Path.of(folder).toAbsolutePath()));
    }
}
