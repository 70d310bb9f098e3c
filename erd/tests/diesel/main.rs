//! Generated code on MySQL and MariaDB, through diesel's own backend.

mod kept;
mod models;
mod types;
mod uses;

use diesel::{Connection, MysqlConnection};
use testkit::Scratch;

/// Each server of MySQL and MariaDB, with an empty database and diesel's connection to it.
fn each(mut test: impl FnMut(&mut Scratch, &mut MysqlConnection)) {
    for engine in testkit::engines() {
        if engine.dialect().is(erd::core::Family::MySql) {
            let mut database = Scratch::on(&engine);
            let mut connection = MysqlConnection::establish(database.url())
                .unwrap_or_else(|error| panic!("{engine}: {error}"));
            test(&mut database, &mut connection);
        }
    }
}
