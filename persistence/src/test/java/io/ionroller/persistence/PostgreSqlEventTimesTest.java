package io.ionroller.persistence;

class PostgreSqlEventTimesTest extends EventTimesContract {

    @Override
    StoreSettings fresh() {
        return Postgres.freshDatabase();
    }
}
