package io.ionroller.api.tls;

import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What every new connection to the server is encrypted with. Looks, at most once a second, whether the files were replaced; if what
 * is there now cannot be used, it goes on with what it has and says so. Connections that are open stay as they are. Thread-safe.
 */
public final class ServerTls {

    private static final Logger LOG = LoggerFactory.getLogger(ServerTls.class);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    private final TlsFiles files;
    private PemIdentity current;
    private TlsFiles.Stamp stamp;
    private long lookedAt = System.nanoTime();
    private @Nullable String complaint;

    /**
     * Reads the files.
     *
     * @throws IOException naming the file that is missing or wrong
     */
    public ServerTls(TlsFiles files) throws IOException {
        this.files = files;
        this.stamp = files.stamp();
        this.current = PemIdentity.read(files);
    }

    /** For one more connection. */
    public SSLEngine engine() {
        SSLEngine engine = identity().context().createSSLEngine();
        engine.setUseClientMode(false);
        engine.setEnabledProtocols(PROTOCOLS);
        return engine;
    }

    private synchronized PemIdentity identity() {
        if (System.nanoTime() - lookedAt >= LOOK.toNanos()) {
            lookedAt = System.nanoTime();
            look();
        }
        return current;
    }

    private void look() {
        try {
            TlsFiles.Stamp now = files.stamp();
            if (!now.equals(stamp)) {
                current = PemIdentity.read(files);
                stamp = now;
                complaint = null;
                LOG.atInfo()
                        .addKeyValue("certificate", files.certificate())
                        .addKeyValue("until", current.until())
                        .log("the server's certificate was replaced");
            }
        } catch (IOException e) {
            String reason = Objects.requireNonNullElse(e.getMessage(), e.toString());
            if (!reason.equals(complaint)) {
                complaint = reason;
                LOG.atError()
                        .addKeyValue("reason", reason)
                        .addKeyValue("until", current.until())
                        .log("the server's new certificate cannot be used; the old one is served on");
            }
        }
    }
}
