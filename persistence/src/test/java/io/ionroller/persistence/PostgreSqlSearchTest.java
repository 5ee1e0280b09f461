package io.ionroller.persistence;

class PostgreSqlSearchTest extends EventSearchContract {

    @Override
    StoreSettings fresh() {
        return Postgres.freshDatabase();
    }
}
