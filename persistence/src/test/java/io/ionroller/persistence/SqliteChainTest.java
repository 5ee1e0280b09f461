package io.ionroller.persistence;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteChainTest extends ChainContract {

    @TempDir
    private Path folder;

    @Override
    StoreSettings fresh() {
        return StoreSettings.embedded(folder);
    }
}
