package io.ionroller.api.view;

import java.util.List;

/**
 * {@code GET /health/live} and {@code GET /health/ready}.
 *
 * @param status {@code live}, {@code ready} or {@code not-ready}
 * @param version of the server
 * @param reasons why it is not ready; empty otherwise
 */
public record HealthView(String status, String version, List<String> reasons) {}
