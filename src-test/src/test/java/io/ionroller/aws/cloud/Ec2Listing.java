package io.ionroller.aws.cloud;

import io.ionroller.aws.protocol.Refusal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Tag;

/**
 * How EC2's describing actions select: by ids, all of which must exist, by filters, and in pages.
 *
 * <p>Source: "List and filter your resources" of the EC2 guide: the values of a filter are alternatives, {@code *} and
 * {@code ?} stand for any characters, {@code tag:KEY} and {@code tag-key} select by tags.
 *
 * @param attributes what filters may ask for, by the filter's name
 */
record Ec2Listing<T>(Call call, Table<T> table, Function<T, String> id, Function<T, Map<String, String>> attributes) {

    private static final int USUAL_PAGE = 1000;

    Page<T> page(
            List<String> ids,
            List<Filter> filters,
            @Nullable String token,
            @Nullable Integer size,
            String notFoundCode) {
        if (size != null && !ids.isEmpty()) {
            throw new Refusal(
                    "InvalidParameterCombination", "The parameter maxResults cannot be used with a list of ids");
        }
        for (String wanted : ids) {
            if (table.get(wanted, call).isEmpty()) {
                throw new Refusal(notFoundCode, "The ID '" + wanted + "' does not exist");
            }
        }
        List<T> all = table.all(call).stream()
                .filter(item -> ids.isEmpty() || ids.contains(id.apply(item)))
                .filter(item -> filters.stream().allMatch(filter -> passes(item, filter)))
                .toList();
        return Page.of(all, new Page.Wish(token, size, USUAL_PAGE), id, "InvalidNextToken");
    }

    private boolean passes(T item, Filter filter) {
        List<Tag> tags = call.region().network().tagsOf(id.apply(item));
        if (filter.name().startsWith("tag:")) {
            String key = filter.name().substring(4);
            return tags.stream().anyMatch(tag -> tag.key().equals(key) && matches(filter, tag.value()));
        }
        if (filter.name().equals("tag-key")) {
            return tags.stream().anyMatch(tag -> matches(filter, tag.key()));
        }
        String value = Optional.ofNullable(attributes.apply(item).get(filter.name()))
                .orElseThrow(
                        () -> new Refusal("InvalidParameterValue", "The filter '" + filter.name() + "' is invalid"));
        return matches(filter, value);
    }

    private static boolean matches(Filter filter, String value) {
        return filter.values().stream().anyMatch(pattern -> {
            if (pattern.indexOf('*') < 0 && pattern.indexOf('?') < 0) {
                return pattern.equals(value);
            }
            String regex = Pattern.quote(pattern).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q");
            return Pattern.matches(regex, value);
        });
    }
}
