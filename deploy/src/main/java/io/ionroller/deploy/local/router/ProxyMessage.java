package io.ionroller.deploy.local.router;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.pekko.http.javadsl.model.AttributeKeys;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpEntity;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.ResponseEntity;
import org.apache.pekko.http.javadsl.model.headers.ProductVersion;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.apache.pekko.http.javadsl.model.headers.Server;

/**
 * What a proxy changes of a message: headers of the connection are taken out (RFC 9110, 7.6.1), the client's address, host
 * and scheme are added to requests, everything else goes through as it came.
 */
final class ProxyMessage {

    private static final Set<String> OF_THE_CONNECTION = Set.of(
            "connection",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    /** Rendered from elsewhere: the entity, the request itself, or answered by the router. */
    private static final Set<String> NOT_COPIED = Set.of(
            "content-type",
            "content-length",
            "expect",
            "raw-request-uri",
            "timeout-access",
            "remote-address",
            "x-forwarded-for",
            "x-forwarded-host",
            "x-forwarded-proto");

    private static final Pattern PRODUCT =
            Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+(/[A-Za-z0-9!#$%&'*+.^_`|~-]+)?");

    private ProxyMessage() {}

    /** The request as an instance gets it. */
    static HttpRequest forward(HttpRequest request) {
        List<HttpHeader> headers = kept(request.getHeaders());
        request.getHeader("raw-request-uri").ifPresent(target -> {
            // An absolute target, as for a forward proxy, is brought to its path by Pekko; others go through as they
            // came.
            if (target.value().startsWith("/")) {
                headers.add(target);
            }
        });
        String client = request.getAttribute(AttributeKeys.remoteAddress)
                .flatMap(address -> address.getAddress())
                .map(address -> address.getHostAddress())
                .orElse("unknown");
        String before = joined(request, "x-forwarded-for");
        headers.add(RawHeader.create("X-Forwarded-For", before.isEmpty() ? client : before + ", " + client));
        String proto = joined(request, "x-forwarded-proto");
        headers.add(RawHeader.create("X-Forwarded-Proto", proto.isEmpty() ? "http" : proto));
        String host = joined(request, "x-forwarded-host");
        if (host.isEmpty()) {
            host = request.getHeader("host").map(HttpHeader::value).orElse("");
        }
        if (!host.isEmpty()) {
            headers.add(RawHeader.create("X-Forwarded-Host", host));
        }
        return HttpRequest.create()
                .withMethod(request.method())
                .withUri(request.getUri().toRelative())
                .withHeaders(headers)
                .withEntity(request.entity());
    }

    /** The answer as the client gets it. */
    static HttpResponse back(HttpResponse response) {
        List<HttpHeader> headers = new ArrayList<>();
        for (HttpHeader header : kept(response.getHeaders())) {
            switch (header.lowercaseName()) {
                case "date" -> {
                    // The router's own is as good, and the one that Pekko renders.
                }
                case "server" -> products(header.value()).ifPresent(headers::add);
                default -> headers.add(header);
            }
        }
        return response.withHeaders(headers).withEntity(lengthened(response.entity()));
    }

    /** Pekko renders this header from its model only: names with versions. Anything else is left out. */
    private static Optional<HttpHeader> products(String value) {
        List<ProductVersion> products = new ArrayList<>();
        for (String part : value.split(" ", -1)) {
            if (!PRODUCT.matcher(part).matches()) {
                return Optional.empty();
            }
            int slash = part.indexOf('/');
            products.add(ProductVersion.create(
                    slash < 0 ? part : part.substring(0, slash), slash < 0 ? "" : part.substring(slash + 1)));
        }
        return Optional.of(Server.create(products.toArray(new ProductVersion[0])));
    }

    /** An answer that ends with its connection becomes a chunked one, so that the client's connection stays. */
    private static ResponseEntity lengthened(ResponseEntity entity) {
        return entity instanceof HttpEntity.CloseDelimited
                ? HttpEntities.createChunked(entity.getContentType(), entity.getDataBytes())
                : entity;
    }

    private static List<HttpHeader> kept(Iterable<HttpHeader> headers) {
        Set<String> named = new HashSet<>();
        for (HttpHeader header : headers) {
            if (header.is("connection")) {
                for (String name : header.value().split(",", -1)) {
                    named.add(name.strip().toLowerCase(Locale.ROOT));
                }
            }
        }
        List<HttpHeader> kept = new ArrayList<>();
        for (HttpHeader header : headers) {
            String name = header.lowercaseName();
            if (!OF_THE_CONNECTION.contains(name) && !NOT_COPIED.contains(name) && !named.contains(name)) {
                kept.add(header);
            }
        }
        return kept;
    }

    private static String joined(HttpRequest request, String name) {
        List<String> values = new ArrayList<>();
        for (HttpHeader header : request.getHeaders()) {
            if (header.is(name)) {
                values.add(header.value());
            }
        }
        return String.join(", ", values);
    }
}
