package io.ionroller.persistence;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteMigrationsTest extends MigrationsContract {

    @TempDir
    private Path folder;

    @Override
    Database empty(Migrations.Part part) {
        return Database.sqlite(folder.resolve(part + ".db"), Database.Durability.FULL, 2);
    }
}
