package io.ionroller.aws.protocol;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;

/** A received value, whatever its wire form: a scalar, a structure, a list or a map, as the reader takes it. */
interface Source {

    /** The names of a structure's members that were given. */
    Set<String> names();

    Optional<Source> member(String name);

    List<Source> items(ListTrait trait);

    Map<String, Source> entries(MapTrait trait);

    String text();
}
