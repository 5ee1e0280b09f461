package io.ionroller.api.view;

import io.ionroller.engine.model.Binding;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * That somebody has a role on some services.
 *
 * @param id follows from the rest
 * @param source {@code journal}, or {@code configuration}: that can be changed there only
 */
public record BindingView(String id, String subject, String role, String services, String source) {

    private static final int ID_LENGTH = 12;

    /** The view of a binding. */
    public static BindingView of(Binding binding, String source) {
        return new BindingView(
                id(binding),
                binding.subject().value(),
                binding.grant().role().text(),
                binding.grant().services().value(),
                source);
    }

    /** Its id: the same binding always has the same one. */
    public static String id(Binding binding) {
        String content = String.join(
                "\n",
                binding.subject().value(),
                binding.grant().role().text(),
                binding.grant().services().value());
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, ID_LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
