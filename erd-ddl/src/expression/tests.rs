//! What servers print is what was written.

use super::*;

fn same(dialect: Dialect, pairs: &[(&str, &str)]) {
    let column_type = |column: &str| {
        let ty = match column {
            "t" | "status" | "email" | "order" => "varchar(20)",
            "n" | "quantity" => "integer",
            "at" => "timestamptz",
            "a" => "boolean",
            _ => return None,
        };
        Some(ty.to_owned())
    };
    let context = Context {
        dialect,
        column_type: &column_type,
        rename: &|_| None,
    };
    for (written, printed) in pairs {
        assert_eq!(
            expression(written, &context),
            expression(printed, &context),
            "{written} <> {printed}"
        );
    }
}

#[test]
fn postgres_prints_checks_anew() {
    same(
        Dialect::Postgres,
        &[
            ("quantity > 0", "(quantity > 0)"),
            (
                "status IN ('a', 'b')",
                "((status)::text = ANY ((ARRAY['a'::character varying, 'b'::character varying])::text[]))",
            ),
            ("status = 'a'", "((status)::text = 'a'::text)"),
            (
                "status NOT IN ('a', 'b')",
                "(status <> ALL (ARRAY['a'::text, 'b'::text]))",
            ),
            ("n BETWEEN -1 AND 5", "((n >= '-1'::integer) AND (n <= 5))"),
            (
                "n BETWEEN 0 AND 255 AND t <> ''",
                "(((n >= 0) AND (n <= 255)) AND ((t)::text <> ''::text))",
            ),
            ("n NOT BETWEEN 1 AND 2", "((n < 1) OR (n > 2))"),
            ("n > 0.50", "((n)::numeric > 0.50)"),
            (
                "t LIKE 'a%' AND t !~~* 'b'",
                "((t ~~ 'a%'::text) AND (t NOT ILIKE 'b'::text))",
            ),
            ("(a IS NULL) = (b IS NULL)", "((a IS NULL) = (b IS NULL))"),
            ("NOT (a IS NULL)", "(a IS NOT NULL)"),
            ("\"order\" = 'x'", "((\"order\")::text = 'x'::text)"),
            (
                "lower(email) = email",
                "(lower((email)::text) = (email)::text)",
            ),
            (
                "at > now() - interval '7 days'",
                "(at > (now() - '7 days'::interval))",
            ),
            (
                "CASE WHEN a THEN 1 END",
                "CASE WHEN a THEN 1 ELSE NULL::integer END",
            ),
            ("at AT TIME ZONE 'UTC'", "timezone('UTC'::text, at)"),
            ("tbl.n > 0", "n > 0"),
        ],
    );
}

#[test]
fn mariadb_and_sqlite_print_checks_anew() {
    same(
        Dialect::MariaDb,
        &[
            (
                "quantity > 0 AND a IS NULL",
                "`quantity` > 0 and `a` is null",
            ),
            ("state IN ('a', 'it''s')", "`state` in ('a','it\\'s')"),
            ("t = 'x'", "`t` = _utf8mb4'x'"),
            ("CURRENT_TIMESTAMP", "current_timestamp()"),
            ("TRUE", "1"),
        ],
    );
    same(Dialect::Sqlite, &[("[a] IN (0, 1)", "\"a\" in (0,1)")]);
}

#[test]
fn what_differs_stays_different() {
    let context = Context {
        dialect: Dialect::Postgres,
        column_type: &|_| None,
        rename: &|_| None,
    };
    for (a, b) in [
        ("n > 0", "n >= 0"),
        ("n > 0 AND m > 0", "n > 0 OR m > 0"),
        ("status IN ('a', 'b')", "status IN ('a', 'c')"),
        ("\"N\" > 0", "n > 0"),
        ("a - (b - c)", "a - b - c"),
        ("n::text", "n"),
        ("t = 'A'", "t = 'a'"),
        ("a AND (b OR c)", "(a AND b) OR c"),
    ] {
        assert_ne!(
            expression(a, &context),
            expression(b, &context),
            "{a} = {b}"
        );
    }
}

#[test]
fn defaults() {
    let postgres = |text, ty| default_value(text, ty, Dialect::Postgres);
    assert_eq!(postgres("NULL::character varying", "varchar(20)"), None);
    assert_eq!(
        postgres("'a'::character varying", "varchar(20)"),
        postgres("'a'", "varchar(20)")
    );
    assert_eq!(
        postgres("now()", "timestamp"),
        postgres("CURRENT_TIMESTAMP", "timestamp")
    );
    assert_eq!(
        postgres("'-1'::integer", "numeric"),
        postgres("-1", "numeric")
    );
    assert_eq!(postgres("'{}'::jsonb", "jsonb"), postgres("'{}'", "jsonb"));
    let mariadb = |text, ty| default_value(text, ty, Dialect::MariaDb);
    assert_eq!(mariadb("0.00", "numeric"), mariadb("0", "numeric"));
    assert_eq!(mariadb("'5'", "numeric"), mariadb("5", "numeric"));
    // A text column keeps a number as it is written.
    assert_eq!(mariadb("'5'", "varchar(20)"), mariadb("5", "varchar(20)"));
    assert_ne!(mariadb("'5'", "varchar(20)"), mariadb("5.0", "varchar(20)"));
}

#[test]
fn types_have_one_spelling() {
    for (dialect, a, b) in [
        (Dialect::Postgres, "varchar(20)", "character varying(20)"),
        (
            Dialect::Postgres,
            "timestamptz(3)",
            "timestamp(3) with time zone",
        ),
        (Dialect::Postgres, "int4[]", "integer[]"),
        (Dialect::Postgres, "numeric(10, 2)", "NUMERIC(10,2)"),
        (Dialect::Postgres, "\"mood\"", "mood"),
        (Dialect::Postgres, "double precision", "float8"),
        (Dialect::MariaDb, "int(11) unsigned", "int unsigned"),
        (Dialect::MariaDb, "BOOLEAN", "tinyint(1)"),
        (
            Dialect::MariaDb,
            "varchar(5) CHARACTER SET ascii COLLATE ascii_bin",
            "varchar(5)",
        ),
        (Dialect::MySql, "decimal(20, 0)", "numeric(20)"),
        (Dialect::Sqlite, "varchar ( 20 )", "VARCHAR(20)"),
    ] {
        assert_eq!(type_name(a, dialect), type_name(b, dialect), "{a}");
    }
    for (dialect, a, b) in [
        (Dialect::Postgres, "varchar(20)", "varchar(21)"),
        (Dialect::Postgres, "\"Mood\"", "mood"),
        (Dialect::Postgres, "timestamp", "timestamptz"),
        (Dialect::MariaDb, "int", "int unsigned"),
        (Dialect::MariaDb, "enum('A')", "enum('a')"),
    ] {
        assert_ne!(type_name(a, dialect), type_name(b, dialect), "{a}");
    }
}

#[test]
fn identifiers_are_renamed_and_texts_are_not() {
    let rename = |name: &str| (name == "n").then(|| "\"m\"".to_owned());
    assert_eq!(
        renamed("n > 0 AND \"n\" <> 'n' -- n", Dialect::Postgres, &rename),
        "\"m\" > 0 AND \"m\" <> 'n' -- n"
    );
}

#[test]
fn identifiers_are_found() {
    let names = |text, dialect| super::identifiers(text, dialect);
    assert_eq!(
        names("A > 0 AND `b``c` <> 'n' -- d", Dialect::MariaDb),
        ["A", "0", "AND", "b`c"]
    );
    assert_eq!(names("A = \"B\"", Dialect::Postgres), ["a", "B"]);
}

#[test]
fn mariadb_prints_quotes_in_strings_behind_a_backslash() {
    let pairs = [
        ("COMMENT = 'it''s'", r"COMMENT = 'it\'s'"),
        (r"COMMENT = '\\'", r"comment = '\\'"),
    ];
    for (written, printed) in pairs {
        assert_eq!(
            statement(written, Dialect::MariaDb),
            statement(printed, Dialect::MariaDb)
        );
    }
    // Open quotes end with the text, whatever its last character is.
    assert!(!statement("\"é", Dialect::Postgres).is_empty());
}
