package io.ionroller.persistence;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteEventTimesTest extends EventTimesContract {

    @TempDir
    private Path folder;

    @Override
    StoreSettings fresh() {
        return StoreSettings.embedded(folder);
    }
}
