package io.ionroller.api.console;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpMethods;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;

/**
 * Serves the web console at {@code /ui/}. Holds nothing but files: all that the console shows it asks of the REST API as any
 * other client does. Safe for all threads.
 */
public final class Console {

    private static final String ROOT = "/ui/";
    private static final String ASSETS = ROOT + "assets/";

    /**
     * Nothing from elsewhere, no script and no style within the page, and no text that becomes a script: templates are made
     * through the one policy of the library.
     */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
            + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
            + " require-trusted-types-for 'script'; trusted-types lit-html";

    private final CompletionStage<Assets> assets;

    private Console(CompletionStage<Assets> assets) {
        this.assets = assets;
    }

    /** Begins to read the files, which the start of the server does not wait for; called once by the composition of the API. */
    public static Console load() {
        return new Console(CompletableFuture.supplyAsync(Assets::load));
    }

    /** The answer to a request for the console; empty when it is for something else. */
    public Optional<CompletionStage<HttpResponse>> answer(HttpRequest request) {
        String path = request.getUri().path();
        boolean reads =
                request.method().equals(HttpMethods.GET) || request.method().equals(HttpMethods.HEAD);
        if (!reads || !(path.equals("/") || path.equals("/ui") || path.startsWith(ROOT))) {
            return Optional.empty();
        }
        return Optional.of(assets.thenApply(loaded -> secured(answer(request, path, loaded))));
    }

    private static HttpResponse answer(HttpRequest request, String path, Assets assets) {
        if (path.startsWith(ASSETS)) {
            return asset(request, path.substring(ASSETS.length()), assets);
        }
        return path.startsWith(ROOT) ? page(request, assets) : redirect();
    }

    private static HttpResponse redirect() {
        return HttpResponse.create().withStatus(307).addHeader(RawHeader.create("Location", ROOT));
    }

    /** Asked for again at every visit, which costs nothing while the version is the same. */
    private static HttpResponse page(HttpRequest request, Assets assets) {
        String etag = '"' + assets.hash() + '"';
        boolean known = header(request, "If-None-Match").filter(etag::equals).isPresent();
        HttpResponse response = known ? HttpResponse.create().withStatus(304) : content(request, assets.page());
        return response.addHeader(RawHeader.create("ETag", etag))
                .addHeader(RawHeader.create("Cache-Control", "no-cache"))
                .addHeader(RawHeader.create("Content-Security-Policy", POLICY))
                .addHeader(RawHeader.create("Cross-Origin-Opener-Policy", "same-origin"));
    }

    /** A file of another version is not there: the page that asks for it must be loaded anew. */
    private static HttpResponse asset(HttpRequest request, String versioned, Assets assets) {
        int slash = versioned.indexOf('/');
        boolean ours = slash > 0 && versioned.substring(0, slash).equals(assets.hash());
        return (ours ? assets.file(versioned.substring(slash + 1)) : Optional.<Asset>empty())
                .map(asset -> content(request, asset)
                        .addHeader(RawHeader.create("Cache-Control", "public, max-age=31536000, immutable")))
                .orElseGet(() -> HttpResponse.create()
                        .withStatus(404)
                        .withEntity("no such file in this version of the console: load the page anew\n")
                        .addHeader(RawHeader.create("Cache-Control", "no-store")));
    }

    private static HttpResponse content(HttpRequest request, Asset asset) {
        boolean gzip = header(request, "Accept-Encoding")
                .filter(accepted -> accepted.contains("gzip"))
                .isPresent();
        HttpResponse response = HttpResponse.create()
                .withEntity(asset.type(), gzip ? asset.gzipped() : asset.plain())
                .addHeader(RawHeader.create("Vary", "Accept-Encoding"));
        return gzip ? response.addHeader(RawHeader.create("Content-Encoding", "gzip")) : response;
    }

    private static Optional<String> header(HttpRequest request, String name) {
        return request.getHeader(name).map(header -> header.value());
    }

    private static HttpResponse secured(HttpResponse response) {
        return response.addHeader(RawHeader.create("X-Content-Type-Options", "nosniff"))
                .addHeader(RawHeader.create("Referrer-Policy", "no-referrer"))
                .addHeader(RawHeader.create("X-Frame-Options", "DENY"));
    }
}
