package io.ionroller.architecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;

/** Leaves out the tests that modules publish for others, which {@link ImportOption.DoNotIncludeTests} takes for the product. */
final class NoTestArchives implements ImportOption {

    @Override
    public boolean includes(Location location) {
        return !location.contains("-tests.jar");
    }
}
