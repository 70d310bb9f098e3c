//! What changes in place: values of enums, numbers of sequences, storage, and rows with them, forth and back.

use crate::engines::planned_with;
use crate::uses::{back, described, there};
use erd_core::Dialect;
use erd_core::schema::Schema;
use erd_migrate::PlanOptions;

/// The old schema becomes the new one, and is the old one again; a query tells each time what is kept. The statements of
/// the plan in phases.
fn keeps(
    dialect: Dialect,
    old: &[&str],
    new: &[&str],
    hint: impl Fn(&mut Schema),
    [query, told]: [&str; 2],
) -> Vec<String> {
    if !testkit::dialects().contains(&dialect) {
        return Vec::new();
    }
    let mut said = Vec::new();
    let (_, after) = described(new, dialect);
    let mut wanted = after.clone();
    hint(&mut wanted);
    for in_place in [true, false] {
        let (mut db, before) = described(old, dialect);
        let options = PlanOptions {
            in_place,
            ..PlanOptions::default()
        };
        let plan = planned_with(&before, &wanted, dialect, options).expect("a plan");
        said = plan.ops().flat_map(|op| op.statements.clone()).collect();
        let all = said.join(";\n");
        if let Err(error) = there(&mut db, &plan, &after, dialect) {
            panic!("{error}\nplan:\n{all}");
        }
        let is = |db: &mut testkit::Scratch| db.query(query).map(|rows| rows[0][0].clone());
        assert_eq!(is(&mut db), Ok(Some(told.to_owned())), "{all}");
        if let Err(error) = back(&mut db, &plan, &before, dialect) {
            panic!("{error}\nplan:\n{all}");
        }
    }
    said
}

const ENUM_ROW: &str = "INSERT INTO item (id) VALUES (1)";

#[test]
fn values_are_added_around_those_that_are_there() {
    let table = |default: &str, tags: &str, check: &str| {
        format!(
            "CREATE TABLE item (id bigint PRIMARY KEY, level level NOT NULL DEFAULT '{default}', tags level[] NOT NULL DEFAULT '{tags}'{check})"
        )
    };
    let ty = |values: &str| format!("CREATE TYPE level AS ENUM ({values})");
    for (few, many) in [
        ("'c'", "'a','b','c','d','e'"),
        ("'c','e'", "'a','b','c','d','e','f'"),
        ("'a'", "'a','b','c','d','e'"),
        ("'e'", "'a','b','c','d','e'"),
        ("'b','d'", "'a','b','c','d','e'"),
    ] {
        let first = &few[1..2];
        let (old, new) = (
            table(first, "{}", ""),
            table("a", "{a,d}", ", CHECK (level <> 'd')"),
        );
        keeps(
            Dialect::Postgres,
            &[&ty(few), &old, ENUM_ROW],
            &[&ty(many), &new],
            |_| {},
            ["SELECT count(*)::text FROM item", "1"],
        );
    }
}

/// What speaks of a value follows its rename: nothing is to be done, forth or back.
#[test]
fn what_speaks_of_a_renamed_value_follows() {
    let schema = |value: &str| {
        [
            format!("CREATE TYPE st AS ENUM ('new','{value}')"),
            format!(
                "CREATE TABLE tk (id integer PRIMARY KEY, s st NOT NULL DEFAULT '{value}', h st[] NOT NULL DEFAULT '{{new,{value}}}', \
                 is_it boolean GENERATED ALWAYS AS (s = '{value}') STORED, CHECK (s <> 'new' OR h = '{{{value}}}'))"
            ),
            format!("CREATE INDEX tk_s ON tk (id) WHERE s = '{value}'"),
        ]
    };
    let (old, new) = (schema("open"), schema("started"));
    let mut old: Vec<&str> = old.iter().map(String::as_str).collect();
    old.push("INSERT INTO tk (id) VALUES (1)");
    let new: Vec<&str> = new.iter().map(String::as_str).collect();
    let said = keeps(
        Dialect::Postgres,
        &old,
        &new,
        |schema| {
            schema.enums[0].renamed_values = vec![("started".to_owned(), "open".to_owned())];
        },
        ["SELECT h::text || is_it FROM tk", "{new,started}true"],
    );
    if testkit::dialects().contains(&Dialect::Postgres) {
        assert_eq!(said, ["ALTER TYPE \"st\" RENAME VALUE 'open' TO 'started'"]);
    }
}

#[test]
fn a_sequence_keeps_its_number() {
    let table =
        "CREATE TABLE inv (id integer PRIMARY KEY, no bigint NOT NULL DEFAULT nextval('sq'))";
    let rows = "INSERT INTO inv (id) SELECT generate_series(1, 50)";
    for (old, new, next) in [
        ("", "CACHE 10", "51"),
        ("AS integer", "AS bigint MAXVALUE 900 CYCLE", "51"),
        ("START 1", "START 7 INCREMENT 5", "55"),
        (
            "AS smallint",
            "AS integer MINVALUE -5 INCREMENT BY -2 MAXVALUE 100 START 100",
            "48",
        ),
    ] {
        let create = |options: &str| format!("CREATE SEQUENCE sq {options}");
        let said = keeps(
            Dialect::Postgres,
            &[&create(old), table, rows],
            &[&create(new), table],
            |_| {},
            ["SELECT nextval('sq')::text", next],
        );
        assert!(
            said.iter().all(|sql| sql.starts_with("ALTER SEQUENCE")),
            "{said:?}"
        );
    }
    keeps(
        Dialect::Postgres,
        &["CREATE SEQUENCE sq", table, rows],
        &[
            "CREATE SEQUENCE sq",
            table,
            "ALTER SEQUENCE sq OWNED BY inv.id",
        ],
        |_| {},
        ["SELECT nextval('sq')::text", "51"],
    );
    let said = keeps(
        Dialect::MariaDb,
        &[
            "CREATE SEQUENCE sq",
            "SELECT nextval(sq)",
            "SELECT setval(sq, 5000)",
        ],
        &["CREATE SEQUENCE sq INCREMENT BY 3 CACHE 20 CYCLE"],
        |_| {},
        ["SELECT nextval(sq) > 5000", "1"],
    );
    assert!(
        said.iter().all(|sql| sql.starts_with("ALTER SEQUENCE")),
        "{said:?}"
    );
}

#[test]
fn storage_and_compression_are_set_and_taken_back() {
    let lo = |column: &str| format!("CREATE TABLE lo (id integer PRIMARY KEY, t {column})");
    let set = |what: &str| format!("ALTER TABLE lo ALTER t SET STORAGE {what}");
    let row = "INSERT INTO lo VALUES (1, NULL)";
    let rows = ["SELECT count(*)::text FROM lo", "1"];
    let external = set("EXTERNAL");
    for ty in [
        "text",
        "varchar(10)",
        "numeric",
        "integer[]",
        "jsonb",
        "inet",
        "tsvector",
    ] {
        let (plain, other) = (lo(ty), set("MAIN"));
        let other = if matches!(ty, "numeric" | "inet") {
            &external
        } else {
            &other
        };
        keeps(
            Dialect::Postgres,
            &[&plain, other, row],
            &[&plain],
            |_| {},
            rows,
        );
        keeps(
            Dialect::Postgres,
            &[&plain, row],
            &[&plain, other],
            |_| {},
            rows,
        );
    }
    let (plain, pglz) = (lo("text"), lo("text COMPRESSION pglz"));
    for (old, new) in [
        (vec![&*plain, &external], vec![&*pglz]),
        (vec![&*pglz], vec![&*plain]),
        (vec![&*pglz, &external], vec![&*plain, &external]),
        (vec![&*pglz, &external], vec![&*pglz]),
    ] {
        keeps(
            Dialect::Postgres,
            &[&old[..], &[row]].concat(),
            &new,
            |_| {},
            rows,
        );
    }
    // The server gives a column of another type the storage and the compression of that type.
    let (short, long) = (
        lo("varchar(10) COMPRESSION pglz"),
        lo("text COMPRESSION pglz"),
    );
    keeps(
        Dialect::Postgres,
        &[&short, &external, row],
        &[&long, &external],
        |_| {},
        rows,
    );
    keeps(
        Dialect::Postgres,
        &[&short, row],
        &[&plain, &external],
        |_| {},
        rows,
    );
}

/// Of columns and of the expressions of indexes, also where the server makes the index anew or the column has another form for
/// a while.
#[test]
fn statistics_targets_stay_with_another_type() {
    let table = |n: &str, s: &str, more: &str| {
        [
            format!("CREATE TABLE st (id integer PRIMARY KEY, n {n}, m integer, s {s}{more})"),
            "ALTER TABLE st ALTER n SET STATISTICS 200, ALTER n SET (n_distinct = -0.5), ALTER s SET (n_distinct = 50), ALTER s SET STORAGE EXTERNAL".to_owned(),
            "CREATE INDEX st_x ON st (lower(s), (n + m)) INCLUDE (m)".to_owned(),
            "ALTER INDEX st_x ALTER COLUMN 1 SET STATISTICS 77".to_owned(),
            "ALTER INDEX st_x ALTER COLUMN 2 SET STATISTICS 78".to_owned(),
            "INSERT INTO st (id, n, m, s) VALUES (1, 2, 3, 'x')".to_owned(),
        ]
    };
    let computed = ", c integer GENERATED ALWAYS AS (m * 2) STORED";
    let twice = ", c bigint GENERATED ALWAYS AS (n * 2) STORED";
    let count = ["SELECT count(*)::text FROM st", "1"];
    for (old, new) in [
        (table("integer", "text", ""), table("bigint", "text", "")),
        (
            table("bigint", "varchar(9)", ""),
            table("bigint", "varchar(20)", ""),
        ),
        (
            table("bigint", "varchar(9)", computed),
            table("numeric", "text", computed),
        ),
        (
            table("integer", "text", twice),
            table("bigint", "text", twice),
        ),
    ] {
        let [old, new] = [&old, &new].map(|all| all.each_ref().map(String::as_str));
        keeps(Dialect::Postgres, &old, &new, |_| {}, count);
        // Under another name too.
        let hint =
            |schema: &mut Schema| schema.tables[0].columns[1].renamed_from = Some("n".to_owned());
        let renamed = new.map(|sql| {
            let sql = sql.replace(" n ", " num ").replace("(n ", "(num ");
            sql.replace(", n,", ", num,").leak() as &str
        });
        keeps(Dialect::Postgres, &old, &renamed, hint, count);
    }
}

#[test]
fn attributes_of_a_composite_type_come_and_go() {
    let table = "CREATE TABLE h (id integer PRIMARY KEY, a addr, many addr[])";
    let ty = |attributes: &str| format!("CREATE TYPE addr AS ({attributes})");
    let row = "INSERT INTO h VALUES (1, ROW('Main \"1\"', '123'), ARRAY[ROW('B', '9')::addr])";
    let (street, first) = ("street text, zip varchar(5)", "SELECT a::text FROM h");
    for (new, told) in [
        (
            "street text, zip varchar(5), city text COLLATE \"C\"",
            r#"("Main ""1""",123,)"#,
        ),
        ("street text", r#"("Main ""1""")"#),
        ("zip varchar(5), town text", "(123,)"),
        ("street text, code varchar(5)", r#"("Main ""1""",123)"#),
        ("street varchar(50), zip integer", r#"("Main ""1""",123)"#),
    ] {
        keeps(
            Dialect::Postgres,
            &[&ty(street), table, row],
            &[&ty(new), table],
            |_| {},
            [first, told],
        );
    }
}

#[test]
fn what_is_computed_goes_and_comes_with_the_type_of_its_base() {
    let doc = |base: &str, computed: &str| {
        format!(
            "CREATE TABLE doc (id integer PRIMARY KEY, amount {base}, label varchar(9), {computed}, CHECK (size >= 0))"
        )
    };
    let row = "INSERT INTO doc (id, amount, label) VALUES (1, 21, 'x')";
    let rest = [
        "CREATE INDEX doc_size ON doc (size)",
        "COMMENT ON COLUMN doc.size IS 'twice'",
    ];
    let twice = "size integer GENERATED ALWAYS AS (amount * 2) STORED";
    let long = "size bigint GENERATED ALWAYS AS (amount * 2) STORED";
    let other = "size integer GENERATED ALWAYS AS (amount * 2 + id - 1) STORED";
    let plain = "size integer";
    for (old, new) in [
        (
            doc("integer NOT NULL DEFAULT 0", twice),
            doc("bigint NOT NULL DEFAULT 0", twice),
        ),
        (doc("integer", twice), doc("bigint", long)),
        (doc("integer", twice), doc("numeric(9,2)", other)),
        (doc("integer", twice), doc("bigint", plain)),
    ] {
        let old = [&[&*old][..], &rest, &[row]].concat();
        let new = [&[&*new][..], &rest].concat();
        keeps(
            Dialect::Postgres,
            &old,
            &new,
            |_| {},
            ["SELECT size::text FROM doc", "42"],
        );
    }
    // Two bases of two columns, one that comes and one that goes.
    let both = |ty: &str, len: &str, more: &str| {
        format!(
            "CREATE TABLE doc (id integer PRIMARY KEY, amount {ty}, label varchar({len}), \
             a text GENERATED ALWAYS AS (label || '!') STORED, b integer GENERATED ALWAYS AS (amount + length(label)) STORED, {more})"
        )
    };
    keeps(
        Dialect::Postgres,
        &[
            &both(
                "integer",
                "9",
                "goes integer GENERATED ALWAYS AS (amount + 1) STORED",
            ),
            row,
        ],
        &[&both(
            "bigint",
            "20",
            "comes bigint GENERATED ALWAYS AS (amount + 1) STORED",
        )],
        |_| {},
        ["SELECT a || b FROM doc", "x!22"],
    );
}
