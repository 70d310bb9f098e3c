//! Import on real engines: a database becomes a crate, the crate compiles without a warning, and what it creates in an
//! empty database is the same again.
//!
//! The SQL files are written for these tests. Those in `cases` show, in small, what the schemas of large applications
//! have; they are the acceptance cases of `acceptance`, and made together here. `v5_postgres.sql` needs the extensions ltree
//! and `pg_trgm`, which come with PostgreSQL's contrib package.

mod acceptance;
mod hostile;
mod krate;
mod wide;

use erd_core::Dialect;
use erd_live::{Query, Rows, oracle};
use krate::Crate;
use testkit::Scratch;

/// A scratch database as a connection.
struct Connection(Scratch);

impl Query for Connection {
    fn query(&mut self, sql: &str) -> Result<Rows, String> {
        self.0.answer(sql).map(Rows::from)
    }
}

/// The cases of an engine together, and names that no language likes.
fn script(dialect: Dialect) -> String {
    let parts: &[&str] = match dialect {
        Dialect::Postgres => &[
            include_str!("cases/v1_postgres.sql"),
            include_str!("cases/v2_postgres.sql"),
            include_str!("cases/v3_postgres.sql"),
            include_str!("cases/v4_postgres.sql"),
            include_str!("cases/v5_postgres.sql"),
            include_str!("postgres.sql"),
        ],
        Dialect::MySql | Dialect::MariaDb => &[
            include_str!("cases/v2_mariadb.sql"),
            include_str!("cases/v4_mariadb.sql"),
            include_str!("mariadb.sql"),
        ],
        Dialect::Sqlite => &[
            include_str!("cases/v2_sqlite.sql"),
            include_str!("cases/v3_sqlite.sql"),
            include_str!("cases/v4_sqlite.sql"),
            include_str!("sqlite.sql"),
        ],
    };
    let script = parts.join("\n");
    match dialect {
        // The mode of MySQL's sessions refuses what MariaDB's takes (manual, "Server SQL Modes").
        Dialect::MySql => script.replace(ZERO_DATE, ""),
        _ => script,
    }
}

/// A default that is no date.
const ZERO_DATE: &str = " DEFAULT '0000-00-00 00:00:00'";

#[test]
fn a_database_becomes_a_crate_that_makes_it_again() {
    for dialect in testkit::dialects() {
        let mut database = Scratch::new(dialect);
        database
            .execute_script(&script(dialect))
            .unwrap_or_else(|error| panic!("{dialect}: {error}"));
        let name = dialect.name();
        let imported = comes_back(name, database.url(), dialect);
        let expected = match dialect {
            Dialect::Postgres => POSTGRES,
            Dialect::MySql => FAMILY,
            Dialect::MariaDb => MARIADB,
            Dialect::Sqlite => SQLITE,
        };
        for (file, text) in expected {
            let found = imported.read(file);
            assert!(
                found.contains(text),
                "{dialect}: `{text}` is not in {file}:\n{found}"
            );
        }
        let (there, absent) = to_do(dialect);
        for text in there {
            assert!(
                imported.said.contains(text),
                "{dialect}: `{text}`\n{}",
                imported.said
            );
        }
        for text in absent {
            assert!(
                !imported.said.contains(text),
                "{dialect}: `{text}`\n{}",
                imported.said
            );
        }
    }
}

/// The applications whose SQL cannot be here: their databases, if somebody has them, are named in
/// `ERD_TEST_IMPORT_URLS`, separated by commas.
#[test]
fn databases_of_the_environment_come_back() {
    let urls = std::env::var("ERD_TEST_IMPORT_URLS").unwrap_or_default();
    for (number, url) in urls.split(',').filter(|url| !url.is_empty()).enumerate() {
        // The address does not tell MariaDB from MySQL.
        let described = erd_live::describe_url(url).expect("an address in the list");
        let dialect = described.dialect;
        comes_back(&format!("given{number}"), url, dialect);
        let rows = Crate::import(&format!("rows{number}"), url, &["--diesel"]);
        rows.is_formatted();
        rows.compiles_without_a_warning();
    }
}

/// Imports a database as a crate, builds it, creates its schema anew, and compares both.
fn comes_back(name: &str, url: &str, dialect: Dialect) -> Crate {
    comes_back_in(name, url, dialect, &[])
}

/// The same, with statements that the session needs before it makes the schema.
fn comes_back_in(name: &str, url: &str, dialect: Dialect, session: &[&str]) -> Crate {
    let krate = Crate::import(name, url, &[]);
    krate.is_formatted();
    krate.compiles_without_a_warning();
    krate.is_checked();
    let mut again = Scratch::new(dialect);
    let script = krate.ddl(dialect);
    again
        .execute_script(&in_session(session, &script))
        .unwrap_or_else(|error| panic!("{name}: {error}\n{script}"));
    let first = erd_live::describe_url(url).expect("a database that was just imported");
    let second = erd_live::describe_url(again.url()).expect("a database that was just made");
    let diff = erd_migrate::diff(
        &first.schema,
        &second.schema,
        dialect,
        &erd_migrate::Options::default(),
    );
    let diff = diff.unwrap_or_else(|error| panic!("{name}: {error}"));
    assert!(diff.is_empty(), "{name}:\n{diff}");
    assert_eq!(first.unsupported, second.unsupported, "{name}");
    oracle::judge(url, again.url(), Some(&first)).unwrap_or_else(|error| panic!("{name}: {error}"));
    krate
}

/// A script has a session of its own, so what the session needs stands in it.
fn in_session(session: &[&str], script: &str) -> String {
    let mut text: String = session.iter().flat_map(|sql| [*sql, ";\n"]).collect();
    text.push_str(script);
    text
}

/// What the declarations say of the cases on PostgreSQL.
const POSTGRES: &[(&str, &str)] = &[
    ("crate_.rs", "primary_key(name = \"packages_pkey\")"),
    ("version.rs", "not_valid"),
    ("version.rs", "updated_at(by = application)"),
    ("crate_owner.rs", "soft_delete"),
    (
        "crate_owner.rs",
        "primary_key(crate_id, owner_id, owner_kind)",
    ),
    ("default_version.rs", "deferrable"),
    ("letter.rs", "sql_type = \"ltree\""),
    ("letter.rs", "opclass = \"gin_trgm_ops\""),
    (
        "enums.rs",
        "pub enum Tone {\n    Warm,\n    Cold,\n    Flat,\n    Bright,\n}",
    ),
    ("mod.rs", "statistics \"letter_hot\""),
    ("mod.rs", "trigger \"count_letters\" on \"letter\""),
    ("odd_table.rs", "pub r#type: i32"),
    ("odd_table.rs", "column = \"two words\""),
    ("order.rs", "index(name = \"order.by.name\")"),
    (
        "branch.rs",
        "foreign_key((tenant_id, parent_id) references Self(tenant_id, id)",
    ),
    ("friendship.rs", "junction(Person, Person)"),
];

const FAMILY: &[(&str, &str)] = &[
    ("staff.rs", "name = \"staff_store\""),
    ("odd_table.rs", "column = \"two words\""),
    ("actor.rs", "updated_at"),
];

const MARIADB: &[(&str, &str)] = &[
    FAMILY[0],
    FAMILY[1],
    FAMILY[2],
    ("lease.rs", "allow(zero_date, reason = \"existing\")"),
];

const SQLITE: &[(&str, &str)] = &[
    ("odd_table.rs", "column = \"two words\""),
    ("person.rs", "strict = false"),
    (
        "token.rs",
        "allow(nullable_pk_column, reason = \"existing\")",
    ),
    ("push.rs", "sql_type = \"BIGINT\""),
    ("actor.rs", "updated_at(by = application)"),
];

/// What the rules say: what they must find, and what they must not.
fn to_do(dialect: Dialect) -> (&'static [&'static str], &'static [&'static str]) {
    match dialect {
        Dialect::Postgres => (
            &[
                "F01 fk_without_index: `crate_owners.created_by`",
                "C01 mandatory_fk_cycle",
                "K01 no_primary_key: `log lines`",
            ],
            &["`crate_owners.crate_id`", "medias", "no `allow` silences"],
        ),
        _ => (
            &["C01 mandatory_fk_cycle"],
            &["medias.", "no `allow` silences"],
        ),
    }
}
