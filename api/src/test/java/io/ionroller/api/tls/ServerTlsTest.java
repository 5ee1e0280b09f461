package io.ionroller.api.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.ConfigFactory;
import io.ionroller.api.http.HttpServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.http.javadsl.ServerBinding;
import org.apache.pekko.http.javadsl.server.Directives;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
final class ServerTlsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    @Test
    void aReplacedCertificateIsServedAndOpenConnectionsLiveOn() throws Exception {
        TlsFiles files = files(TestCertificate.make(folder, "first", "EC"));
        TestCertificate second = TestCertificate.make(folder, "second", "RSA");
        ActorSystem<Void> system = system();
        try {
            int port = serve(new ServerTls(files), system);
            try (SSLSocket old = connect(port)) {
                assertThat(name(old)).isEqualTo("CN=first");
                assertThat(ask(old)).contains("200 OK", "Strict-Transport-Security: max-age=31536000");

                Files.writeString(files.key(), second.key());
                assertThat(nameNow(port)).as("while only one of the two is new").isEqualTo("CN=first");
                Files.writeString(files.certificate(), second.certificate());

                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(nameNow(port)).isEqualTo("CN=second"));
                assertThat(ask(old)).contains("200 OK");
            }
            Files.writeString(files.certificate(), "nonsense");
            await().pollDelay(Duration.ofMillis(1500))
                    .atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(nameNow(port)).isEqualTo("CN=second"));
        } finally {
            system.terminate();
            system.getWhenTerminated()
                    .toCompletableFuture()
                    .orTimeout(20, TimeUnit.SECONDS)
                    .join();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"EC", "RSA", "Ed25519"})
    void takesTheUsualKeys(String algorithm) throws Exception {
        ServerTls tls = new ServerTls(files(TestCertificate.make(folder, "usual", algorithm)));

        assertThat(tls.engine().getUseClientMode()).isFalse();
        assertThat(tls.engine().getEnabledProtocols()).containsExactly("TLSv1.3", "TLSv1.2");
    }

    @Test
    void saysWhichFileIsWrong() throws Exception {
        TestCertificate one = TestCertificate.make(folder, "one", "EC");
        TestCertificate other = TestCertificate.make(folder, "other", "EC");

        assertThatThrownBy(() -> new ServerTls(new TlsFiles(folder.resolve("no.crt"), folder.resolve("no.key"))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no.crt");
        assertThatThrownBy(() -> new ServerTls(files(new TestCertificate(one.certificate(), other.key()))))
                .hasMessageContaining("server.key is not the key of the first certificate in");
        assertThatThrownBy(() -> new ServerTls(files(new TestCertificate("", one.key()))))
                .hasMessageContaining("server.crt");
        assertThatThrownBy(() -> new ServerTls(files(new TestCertificate(one.certificate(), "nonsense"))))
                .hasMessageContaining("server.key is no private key in PEM");
    }

    private TlsFiles files(TestCertificate certificate) throws IOException {
        return new TlsFiles(
                Files.writeString(folder.resolve("server.crt"), certificate.certificate()),
                Files.writeString(folder.resolve("server.key"), certificate.key()));
    }

    private static ActorSystem<Void> system() {
        return ActorSystem.create(
                Behaviors.empty(),
                "tls",
                ConfigFactory.parseString("pekko.coordinated-shutdown.run-by-jvm-shutdown-hook = off")
                        .withFallback(ConfigFactory.defaultReference())
                        .resolve());
    }

    private static int serve(ServerTls tls, ActorSystem<?> system) {
        ServerBinding binding = HttpServer.bind(
                        new HttpServer.Listening("127.0.0.1", 0, tls), Directives.complete("well"), system)
                .toCompletableFuture()
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
        return binding.localAddress().getPort();
    }

    private static String nameNow(int port) throws Exception {
        try (SSLSocket socket = connect(port)) {
            return name(socket);
        }
    }

    private static String name(SSLSocket socket) throws IOException {
        socket.startHandshake();
        X509Certificate certificate = (X509Certificate) socket.getSession().getPeerCertificates()[0];
        return certificate.getSubjectX500Principal().getName();
    }

    private static String ask(SSLSocket socket) throws IOException {
        socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        StringBuilder answer = new StringBuilder();
        while (answer.indexOf("well") < 0) {
            answer.append((char) socket.getInputStream().read());
        }
        return answer.toString();
    }

    private static SSLSocket connect(int port) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Anybody()}, null);
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", port);
        socket.setSoTimeout(20_000);
        return socket;
    }

    /** Which certificate it is, is what the test looks at. */
    private static final class Anybody implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
