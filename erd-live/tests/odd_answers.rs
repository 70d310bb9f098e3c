//! A catalog that answers what no supported version does is an error that names the query and the column.

use erd_core::Dialect;
use erd_live::Rows;
use testkit::Scratch;

/// A dialect with what it is to hold, and a column of a query that is read as a number or a truth value there.
const CASES: [(Dialect, &str, &str, &str); 3] = [
    (
        Dialect::Postgres,
        "CREATE TABLE t (id int PRIMARY KEY)",
        "columns",
        "type_oid",
    ),
    (
        Dialect::MariaDb,
        "CREATE SEQUENCE s",
        "sequences",
        "cycle_option",
    ),
    (
        Dialect::Sqlite,
        "CREATE TABLE t (id INTEGER PRIMARY KEY)",
        "columns",
        "key_place",
    ),
];

#[test]
fn a_value_that_is_not_of_its_type_is_an_error() {
    for (dialect, sql, query, column) in CASES {
        if !testkit::engines_of(dialect).is_empty() {
            for (value, complaint) in [(Some("many"), "is `many`, which is no "), (None, "is NULL")]
            {
                let error = described(dialect, sql, column, value);
                let expected = format!(
                    "the catalog query `{query}` answered what no supported version does: column `{column}` {complaint}"
                );
                assert!(error.starts_with(&expected), "{dialect}: {error}");
            }
        }
    }
}

/// The error of describing a database where every value of a column is that one.
fn described(dialect: Dialect, sql: &str, column: &str, value: Option<&str>) -> String {
    let mut database = Scratch::new(dialect);
    database.execute(sql).expect(sql);
    let mut asked = |sql: &str| {
        let mut rows = database.answer(sql).map(Rows::from)?;
        if let Some(at) = rows.columns.iter().position(|name| name == column) {
            for row in &mut rows.values {
                row[at] = value.map(str::to_owned);
            }
        }
        Ok(rows)
    };
    let found = erd_live::describe(&mut asked, dialect);
    found.expect_err("the answer is odd").to_string()
}
