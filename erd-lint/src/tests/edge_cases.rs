//! Cases in which other linters were wrong. The numbers are those of the catalogue of false positives in the field.

use super::{found, ids, linted};
use crate::{Options, Silenced, lint};
use erd_core::{Dialect, Level};

const TIMEOUT: &str = "SET lock_timeout = '2s';\n";

fn none(sql: &str) {
    assert_eq!(ids(sql), [""; 0], "{sql}");
}

#[test]
fn e01_what_is_new_in_the_migration_blocks_nobody() {
    none(
        "CREATE TABLE notes (id bigint, body text);
         CREATE INDEX notes_body_idx ON notes (body);
         ALTER TABLE notes ADD PRIMARY KEY (id), ADD UNIQUE (body), ALTER COLUMN body SET NOT NULL;
         ALTER TABLE notes ADD COLUMN n integer NOT NULL, ALTER COLUMN id TYPE text, DROP COLUMN n;
         UPDATE notes SET body = ''; DELETE FROM notes; DROP TABLE notes;",
    );
    none(
        "CREATE MATERIALIZED VIEW v AS SELECT id FROM orders; CREATE UNIQUE INDEX v_idx ON v (id); REFRESH MATERIALIZED VIEW v;",
    );
}

#[test]
fn e01_a_foreign_key_of_a_new_table_locks_its_parent() {
    let sql =
        "CREATE TABLE notes (id bigint PRIMARY KEY, customer_id bigint REFERENCES customers);";
    assert_eq!(ids(sql), ["M21"]);
    none(&format!("{TIMEOUT}{sql}"));
    assert_eq!(
        ids("CREATE TABLE n (c bigint); ALTER TABLE n ADD FOREIGN KEY (c) REFERENCES customers;"),
        ["M21"]
    );
    none(
        "CREATE TABLE a (id bigint PRIMARY KEY, up bigint REFERENCES a); CREATE TABLE b (a bigint REFERENCES a);",
    );
}

#[test]
fn e02_concurrently_needs_a_file_of_its_own() {
    let index = "CREATE INDEX CONCURRENTLY a ON customers (email);";
    assert_eq!(ids(index), ["M52"]);
    none(&format!("-- no-transaction\n{index}"));
    let two =
        format!("-- no-transaction\n{index}\nCREATE INDEX CONCURRENTLY b ON customers (name);");
    assert_eq!(ids(&two), ["M52", "M52"]);
    let set = format!("-- no-transaction\nSET lock_timeout = '2s';\n{index}");
    assert_eq!(
        ids(&set),
        ["M52"],
        "a SET beside it makes one transaction of the two"
    );
}

#[test]
fn e03_what_cannot_be_not_valid_is_not_asked_to_be() {
    none(&format!(
        "{TIMEOUT}ALTER TABLE logs ADD PRIMARY KEY USING INDEX logs_idx;"
    ));
    none(&format!(
        "{TIMEOUT}ALTER TABLE logs ADD CONSTRAINT k UNIQUE USING INDEX logs_idx;"
    ));
    let help = |sql: &str| {
        let items = linted(sql, Dialect::Postgres, "").items;
        items
            .into_iter()
            .flat_map(|item| item.finding.help)
            .collect::<Vec<_>>()
            .join("\n")
    };
    for sql in [
        "ALTER TABLE logs ADD PRIMARY KEY (id);",
        "ALTER TABLE logs ADD UNIQUE (id);",
        "ALTER TABLE logs ADD EXCLUDE USING gist (id WITH =);",
    ] {
        assert!(!help(sql).contains("NOT VALID"), "{sql}");
    }
    assert!(help("ALTER TABLE logs ADD CHECK (id > 0);").contains("NOT VALID"));
}

#[test]
fn e04_a_default_that_is_the_same_for_all_rows_costs_nothing() {
    let sql = format!("{TIMEOUT}ALTER TABLE orders ADD COLUMN seen boolean NOT NULL DEFAULT true;");
    let on = |erd_toml| {
        let items = linted(&sql, Dialect::Postgres, erd_toml).items;
        items.iter().map(|item| item.finding.id).collect::<Vec<_>>()
    };
    assert_eq!(on(""), [""; 0]);
    assert_eq!(on("[targets]\npostgres = \"14\"\n"), [""; 0]);
}

#[test]
fn e04_defaults_are_told_apart_by_their_functions() {
    let ids = |default: &str| {
        ids(&format!(
            "{TIMEOUT}ALTER TABLE orders ADD COLUMN c text DEFAULT {default};"
        ))
    };
    for constant in [
        "now()",
        "CURRENT_TIMESTAMP",
        "'x'::text",
        "'{}'::jsonb",
        "-1",
        "lower('A')",
        "now() + interval '1 day'",
        "ARRAY[]::text[]",
        "(now() AT TIME ZONE 'utc')",
        "NULL",
    ] {
        assert_eq!(ids(constant), [""; 0], "{constant}");
    }
    for volatile in [
        "gen_random_uuid()",
        "md5(random()::text)",
        "uuid_generate_v4()",
        "clock_timestamp()",
    ] {
        assert_eq!(ids(volatile), ["M04"], "{volatile}");
    }
    let unknown = found(
        &format!("{TIMEOUT}ALTER TABLE orders ADD COLUMN c text DEFAULT my_own();"),
        Dialect::Postgres,
    );
    assert_eq!(unknown, [("M04", Level::Warn)]);
}

#[test]
fn e05_timeouts_are_asked_for_where_somebody_waits() {
    none(
        "CREATE TABLE a (id bigint); CREATE TEMP TABLE b (id bigint); ALTER TABLE b ADD COLUMN c text; CREATE INDEX ON b (id);",
    );
    let sql = "CREATE TABLE a (id bigint);\nALTER TABLE orders ADD COLUMN c text;\nALTER TABLE orders ADD COLUMN d text;";
    let items = linted(sql, Dialect::Postgres, "").items;
    let blamed: Vec<_> = items
        .iter()
        .map(|i| (i.finding.id, &sql[i.span.clone()]))
        .collect();
    assert_eq!(
        blamed,
        [("M60", "ADD COLUMN c text")],
        "once, and at the statement that waits"
    );
    assert!(
        items[0]
            .finding
            .message
            .contains("AccessExclusive on `orders`")
    );
}

#[test]
fn e06_types_are_the_schema_s_matter() {
    none(
        "CREATE TABLE t (id bigint PRIMARY KEY, a varchar, b smallint, c integer, d char(2), e timestamp, f serial);",
    );
}

#[test]
fn a_foreign_key_that_comes_with_an_empty_column_checks_nothing() {
    let add = |rest: &str| {
        ids(&format!(
            "{TIMEOUT}ALTER TABLE orders ADD COLUMN c integer {rest} REFERENCES countries;"
        ))
    };
    assert_eq!(add(""), ["M55"]);
    assert_eq!(add("DEFAULT 1"), ["M07", "M55"]);
}

#[test]
fn an_index_that_is_there_is_not_built_again() {
    none(&format!(
        "{TIMEOUT}CREATE INDEX IF NOT EXISTS orders_placed_at_idx ON orders (placed_at);"
    ));
}

#[test]
fn schemas_that_must_be_empty_lose_nothing() {
    none("CREATE SCHEMA s; DROP SCHEMA s;");
    assert_eq!(
        found("DROP SCHEMA s CASCADE;", Dialect::Postgres),
        [("M17", Level::Deny)]
    );
    let views = "CREATE VIEW s.v AS SELECT 1;\n-- next migration\nDROP SCHEMA s CASCADE;";
    assert_eq!(found(views, Dialect::Postgres), [("M17", Level::Warn)]);
    let functions = |then: &str| {
        let made = "CREATE SCHEMA s; CREATE FUNCTION s.f() RETURNS int LANGUAGE sql AS 'SELECT 1';";
        let drop = format!("{made}\n-- next migration\nDROP SCHEMA s CASCADE;\n{then}");
        found(&drop, Dialect::Postgres)
    };
    assert_eq!(functions("CREATE SCHEMA s;"), [("M17", Level::Warn)]);
    // It is gone for good, or another one comes.
    assert_eq!(functions(""), [("M17", Level::Deny)]);
    assert_eq!(functions("CREATE SCHEMA t;"), [("M17", Level::Deny)]);
    // Tables are lost, also those of the default namespace.
    let tables = "CREATE SCHEMA s; CREATE TABLE s.t (id int PRIMARY KEY);\n-- next migration\nDROP SCHEMA s CASCADE; CREATE SCHEMA s;";
    assert_eq!(found(tables, Dialect::Postgres), [("M17", Level::Deny)]);
    let public = "CREATE SCHEMA public;\n-- next migration\nDROP SCHEMA public CASCADE; CREATE SCHEMA public;";
    assert_eq!(found(public, Dialect::Postgres), [("M17", Level::Deny)]);
}

/// As PostgreSQL 15 does it: of an index on the column alone, nothing is built.
#[test]
fn indexes_with_an_expression_are_built_for_another_type() {
    let retyped = |index: &str| {
        let sql = format!(
            "{index}\n-- next migration\n{TIMEOUT}ALTER TABLE customers ALTER COLUMN email TYPE text;"
        );
        found(&sql, Dialect::Postgres)
            .into_iter()
            .filter(|(id, _)| *id == "M12")
            .collect::<Vec<_>>()
    };
    let built = [("M12", Level::Warn)];
    assert_eq!(
        retyped("CREATE INDEX i ON customers (lower(email));"),
        built
    );
    assert_eq!(
        retyped("CREATE INDEX i ON customers (id) WHERE email IS NOT NULL;"),
        built
    );
    assert_eq!(
        retyped("CREATE INDEX i ON customers (email) WHERE id > 0;"),
        built
    );
    assert_eq!(retyped("CREATE INDEX i ON customers (email);"), []);
    assert_eq!(retyped("CREATE INDEX i ON customers (lower(name));"), []);
}

#[test]
fn allows_of_the_project_are_of_use() {
    let allow = |rule: &str, target: &str, reason: &str| {
        let toml =
            format!("[[allow]]\nrule = \"{rule}\"\ntarget = \"{target}\"\nreason = \"{reason}\"\n");
        let config = erd_checks::config::read(&toml).expect("a good file");
        let sql = format!("{TIMEOUT}CREATE INDEX i ON logs (id);");
        let options = |since| Options {
            dialect: Dialect::Postgres,
            config: &config,
            since,
            rows: std::collections::BTreeMap::new(),
        };
        let folder = crate::tests::history(&sql, Dialect::Postgres);
        let since = lint(&folder, &options(Some("1_step"))).expect("the base is there");
        assert!(since.config.is_empty(), "nobody knows");
        let all = lint(&folder, &options(None)).expect("it is read");
        let said = all.config.into_iter();
        said.map(|(line, finding)| (line, finding.id))
            .collect::<Vec<_>>()
    };
    assert_eq!(allow("M18", "logs", "small"), []);
    assert_eq!(allow("M18", "orders", "small"), [(1, "U04")]);
    assert_eq!(allow("index_blocks_writes", "logs", ""), [(1, "U03")]);
    // Rules on schemas are judged elsewhere.
    assert_eq!(allow("F01", "logs", "small"), []);
}

#[test]
fn a_zone_of_utc_keeps_the_rows() {
    let alter = "ALTER TABLE orders ALTER COLUMN placed_at TYPE timestamptz;";
    assert_eq!(ids(&format!("{TIMEOUT}{alter}")), ["M12"]);
    none(&format!("{TIMEOUT}SET timezone = 'UTC';\n{alter}"));
    none(&format!("{TIMEOUT}SET TIME ZONE 'UTC';\n{alter}"));
}

#[test]
fn e13_null_is_not_not_null() {
    none(&format!(
        "{TIMEOUT}ALTER TABLE orders ADD COLUMN note text NULL;"
    ));
    none(&format!(
        "{TIMEOUT}ALTER TABLE orders ADD COLUMN note text DEFAULT 'SET NOT NULL';"
    ));
    assert_eq!(
        ids(&format!(
            "{TIMEOUT}ALTER TABLE customers ALTER COLUMN name DROP NOT NULL;"
        )),
        ["M09"]
    );
    none("-- DROP TABLE orders;\nSELECT 'DROP TABLE orders;' AS \"DROP TABLE orders\";");
    let mysql = found(
        "ALTER TABLE orders ADD COLUMN note text NULL, ALGORITHM=INSTANT;",
        Dialect::MySql,
    );
    assert_eq!(mysql, []);
    // The default goes again at the end: the next insert of the old version fails.
    let sql = format!(
        "{TIMEOUT}ALTER TABLE orders ADD COLUMN n integer NOT NULL DEFAULT 0;\n-- next migration\n{TIMEOUT}ALTER TABLE orders ALTER COLUMN n DROP DEFAULT;"
    );
    assert_eq!(ids(&sql), ["M09"]);
}

#[test]
fn e14_a_rename_is_no_drop() {
    assert_eq!(
        ids(&format!(
            "{TIMEOUT}ALTER TABLE orders RENAME COLUMN total TO amount;"
        )),
        ["M14"]
    );
    let pair =
        format!("{TIMEOUT}ALTER TABLE orders DROP COLUMN total, ADD COLUMN amount numeric(10, 2);");
    assert_eq!(ids(&pair), ["M08", "M49"]);
}

/// By way of a name that nobody has, as SQLite's planner renames: it is one rename, from the old name to the new one.
#[test]
fn a_rename_in_two_steps_is_one() {
    let said = |sql: &str| {
        let items = linted(sql, Dialect::Sqlite, "").items;
        let all = items
            .iter()
            .filter(|item| ["M14", "M15"].contains(&item.finding.id));
        all.map(|item| (item.finding.message.clone(), item.finding.help[0].clone()))
            .collect::<Vec<_>>()
    };
    let columns = said(
        "ALTER TABLE orders RENAME COLUMN total TO erd_renamed_0; ALTER TABLE orders RENAME COLUMN erd_renamed_0 TO amount;",
    );
    assert_eq!(columns.len(), 1, "{columns:?}");
    assert_eq!(
        columns[0].0,
        "`orders.total` is called `amount` from now on, and the old version still says `total`"
    );
    assert!(columns[0].1.contains("column = \"total\""), "{columns:?}");
    let tables = said(
        "ALTER TABLE orders RENAME TO erd_renamed_0; ALTER TABLE erd_renamed_0 RENAME TO purchases;",
    );
    assert_eq!(tables.len(), 1, "{tables:?}");
    assert!(
        tables[0].0.starts_with("`orders` is called `purchases`"),
        "{tables:?}"
    );
    // Two that change places are still there for the old version.
    let swap = "ALTER TABLE orders RENAME COLUMN total TO x; ALTER TABLE orders RENAME COLUMN customer_id TO total; \
                ALTER TABLE orders RENAME COLUMN x TO customer_id;";
    assert!(said(swap).is_empty());
}

#[test]
fn e28_dropping_an_index_is_told_and_denied_where_it_is_the_last() {
    let drop = |index: &str| found(&format!("{TIMEOUT}DROP INDEX {index};"), Dialect::Postgres);
    assert_eq!(drop("orders_placed_at_idx"), [("M19", Level::Warn)]);
    assert_eq!(drop("orders_customer_id_idx"), [("M19", Level::Deny)]);
    let other = "-- no-transaction\nCREATE INDEX CONCURRENTLY o ON orders (customer_id, total);\n-- next migration\n";
    none(&format!(
        "{other}-- no-transaction\nDROP INDEX CONCURRENTLY orders_customer_id_idx;"
    ));
}

#[test]
fn e29_no_dialect_is_silent() {
    let denied = |sql: &str, dialect| {
        let all = found(sql, dialect);
        all.iter().any(|(_, level)| *level == Level::Deny)
    };
    for dialect in [Dialect::MySql, Dialect::MariaDb] {
        for sql in [
            "ALTER TABLE customers ADD FOREIGN KEY (country_id) REFERENCES countries (id);",
            "ALTER TABLE orders ADD CHECK (total > 0);",
            "ALTER TABLE orders MODIFY total decimal(12, 4);",
            "ALTER TABLE orders DROP COLUMN total, ALGORITHM=INSTANT;",
            "DROP TABLE orders;",
        ] {
            assert!(denied(sql, dialect), "{dialect}: {sql}");
        }
    }
    for sql in [
        "DROP TABLE orders;",
        "ALTER TABLE orders DROP COLUMN total;",
        "ALTER TABLE orders ADD COLUMN a int NOT NULL;",
    ] {
        assert!(denied(sql, Dialect::Sqlite), "{sql}");
    }
}

#[test]
fn e30_a_retry_must_not_be_content_with_what_failed() {
    let sql = "-- no-transaction\nCREATE INDEX CONCURRENTLY IF NOT EXISTS a ON customers (email);";
    assert_eq!(ids(sql), ["M53"]);
}

#[test]
fn e31_messages_name_the_lock_and_the_table() {
    for (sql, words) in [
        (
            "ALTER TABLE orders ADD FOREIGN KEY (id) REFERENCES customers;",
            ["ShareRowExclusive", "`orders`", "`customers`"],
        ),
        (
            "CREATE INDEX i ON orders (total);",
            ["Share lock", "`orders`", "`i`"],
        ),
        (
            "ALTER TABLE orders ALTER COLUMN total SET NOT NULL;",
            ["AccessExclusive", "`orders`", "SET NOT NULL"],
        ),
        (
            "ALTER TABLE orders DROP CONSTRAINT orders_customer_id_fkey;",
            ["AccessExclusive", "`orders`", "`customers`"],
        ),
    ] {
        let items = linted(&format!("{TIMEOUT}{sql}"), Dialect::Postgres, "").items;
        let message = &items.first().expect(sql).finding.message;
        assert!(words.iter().all(|word| message.contains(word)), "{message}");
    }
}

#[test]
fn e32_allows_stand_above_and_are_checked() {
    let index = "CREATE INDEX i ON orders (total);";
    let allowed = format!(
        "{TIMEOUT}-- Small table.\n-- erd:allow(M18, reason = \"12 rows\") since 2020\n{index}"
    );
    let items = linted(&allowed, Dialect::Postgres, "").items;
    assert_eq!(items.len(), 1);
    assert_eq!(
        items[0].silenced,
        Some(Silenced::Comment("12 rows".to_owned()))
    );
    let ids_of = |allow: &str| ids(&format!("{TIMEOUT}-- {allow}\n{index}"));
    assert_eq!(
        ids_of("erd:allow(index_blocks_writes, reason = \"x\")"),
        [""; 0]
    );
    assert_eq!(ids_of("erd:allow(M18)"), ["M18", "U03"]);
    assert_eq!(
        ids_of("erd:allow(index_block_writes, reason = \"x\")"),
        ["M18", "U02"]
    );
    assert_eq!(ids_of("erd:allow M18"), ["M18", "U02"]);
    assert_eq!(ids_of("erd:allow(M20, reason = \"x\")"), ["M18", "U04"]);
    // Not for the statement after the next.
    let other = format!("{TIMEOUT}-- erd:allow(M18, reason = \"x\")\nSELECT 1;\n{index}");
    assert_eq!(ids(&other), ["M18", "U04"]);
}

#[test]
fn e32_erd_toml_sets_levels_and_allows_places() {
    let sql = "CREATE INDEX i ON orders (total);";
    let with = |erd_toml: &str| {
        let items = linted(&format!("{TIMEOUT}{sql}"), Dialect::Postgres, erd_toml).items;
        (items[0].finding.level, items[0].silenced.clone())
    };
    assert_eq!(with("[rules]\nM18 = \"warn\"\n"), (Level::Warn, None));
    let allow =
        "[[allow]]\nrule = \"index_blocks_writes\"\ntarget = \"orders\"\nreason = \"small\"\n";
    assert_eq!(with(allow).1, Some(Silenced::Project("small".to_owned())));
    assert_eq!(with(&allow.replace("orders", "others")).1, None);
}

#[test]
fn e34_only_newer_migrations_are_reported() {
    let sql = "DROP TABLE orders;\n-- next migration\nDROP TABLE accounts;";
    let folder = super::history(sql, Dialect::Postgres);
    let config = erd_checks::Config::default();
    let since = |since| {
        let options = crate::Options {
            dialect: Dialect::Postgres,
            config: &config,
            since,
            rows: std::collections::BTreeMap::new(),
        };
        crate::lint(&folder, &options)
    };
    let paths = |linted: crate::Linted| {
        let denied = linted.items.into_iter().filter(|i| i.finding.id == "M16");
        denied.map(|i| i.finding.path).collect::<Vec<_>>()
    };
    assert_eq!(
        since(Some("2_step")).map(paths),
        Ok(vec!["3_step:accounts".to_owned()])
    );
    assert_eq!(since(Some("3")).map(|linted| linted.migrations), Ok(0));
    let unknown = since(Some("3_stp")).err().and_then(|error| error.nearest);
    assert_eq!(unknown.as_deref(), Some("3_step"));
}

#[test]
fn a_temporary_table_is_nobodys_under_either_name() {
    for (dialect, namespace) in [(Dialect::Sqlite, "temp"), (Dialect::Postgres, "pg_temp")] {
        let sql = format!(
            "CREATE TEMP TABLE found (n integer NOT NULL);\nINSERT INTO {namespace}.found SELECT 1;\nDROP TABLE {namespace}.found;"
        );
        let denied = found(&sql, dialect);
        assert!(
            denied.iter().all(|(id, _)| *id != "M16"),
            "{dialect}: {denied:?}"
        );
    }
}

#[test]
fn a_way_back_is_told_and_stops_nobody() {
    let sql = "CREATE TABLE notes (id bigint PRIMARY KEY);\n-- down\nDROP TABLE notes;\n";
    assert_eq!(found(sql, Dialect::Postgres), [("M16", Level::Allow)]);
    let fails =
        "CREATE TABLE notes (id bigint PRIMARY KEY);\n-- down\nDROP INDEX CONCURRENTLY i;\n";
    assert_eq!(found(fails, Dialect::Postgres)[0], ("M52", Level::Warn));
}

#[test]
fn what_is_known_of_the_size_decides() {
    let mut config = erd_checks::Config::default();
    let level = |config: &erd_checks::Config, rows: Option<u64>| {
        let options = crate::Options {
            dialect: Dialect::Postgres,
            config,
            since: Some("1_step"),
            rows: rows
                .map(|rows| ("orders".to_owned(), rows))
                .into_iter()
                .collect(),
        };
        let folder = super::history("UPDATE orders SET total = 0;", Dialect::Postgres);
        let items = crate::lint(&folder, &options)
            .expect("the base is there")
            .items;
        (
            items[0].finding.level,
            items[0].finding.message.contains("rows;")
                || items[0].finding.message.ends_with("rows"),
        )
    };
    assert_eq!(level(&config, None), (Level::Warn, false));
    assert_eq!(level(&config, Some(99_999)), (Level::Allow, false));
    assert_eq!(level(&config, Some(100_000)), (Level::Warn, false));
    assert_eq!(level(&config, Some(500_000_000)), (Level::Deny, true));
    config.migrations.small = true;
    assert_eq!(level(&config, None), (Level::Allow, false));
    assert_eq!(level(&config, Some(500_000_000)), (Level::Deny, true));
}

#[test]
fn one_mistake_hides_nothing_else() {
    let sql =
        "SET lock_timeout = '2s';\nCREAT TABLE x;\nDO $$ BEGIN NULL; END $$;\nDROP TABLE orders;";
    assert_eq!(ids(sql), ["M00", "M16"]);
}

#[test]
fn a_time_of_six_digits_is_what_it_was() {
    let after = |ddl: &str, change: &str| {
        ids(&format!(
            "CREATE TABLE u ({ddl});\n-- next migration\n{TIMEOUT}ALTER TABLE u {change};"
        ))
    };
    for ty in ["timestamp", "timestamptz", "time", "timetz", "interval"] {
        let column = format!("c {ty}");
        for kept in ["(6)", ""] {
            let change = format!("ALTER c TYPE {ty}{kept}");
            assert_eq!(after(&column, &change), [""; 0], "{ty}{kept}");
        }
        assert_eq!(after(&column, &format!("ALTER c TYPE {ty}(3)")), ["M12"]);
    }
}

#[test]
fn citext_builds_the_indexes_that_compare_anew() {
    let after = |table: &str, change: &str| {
        let sql = format!(
            "CREATE EXTENSION citext; {table}\n-- next migration\n{TIMEOUT}ALTER TABLE u ALTER c TYPE {change};"
        );
        let found = found(&sql, Dialect::Postgres);
        let of_type = found.into_iter().filter(|(id, _)| *id == "M12");
        of_type.map(|(_, level)| level).collect::<Vec<_>>()
    };
    let with =
        |ty: &str, index: &str| format!("CREATE TABLE u (c {ty}); CREATE INDEX i ON u {index};");
    let deny = [Level::Deny];
    for index in ["(c)", "(c text_ops)", "USING hash (c)"] {
        assert_eq!(after(&with("text", index), "citext"), deny, "{index}");
        assert_eq!(after(&with("citext", index), "text"), deny, "{index}");
        assert_eq!(after(&with("varchar(9)", index), "text"), [], "{index}");
    }
    assert_eq!(
        after("CREATE TABLE u (c text PRIMARY KEY);", "citext"),
        deny
    );
    assert_eq!(after("CREATE TABLE u (c text UNIQUE);", "citext"), deny);
    for index in [
        "(c text_pattern_ops)",
        "USING brin (c)",
        "(c varchar_pattern_ops)",
    ] {
        assert_eq!(after(&with("text", index), "citext"), [], "{index}");
        assert_eq!(after(&with("varchar(9)", index), "text"), [], "{index}");
    }
    assert_eq!(after("CREATE TABLE u (c text);", "citext"), []);
    assert_eq!(after(&with("text, d text", "(d)"), "citext"), []);
}

#[test]
fn the_index_of_a_partitioned_table_is_not_dropped_concurrently() {
    let parent = "CREATE TABLE p (id bigint) PARTITION BY RANGE (id); CREATE INDEX i ON p (id);\n\
        CREATE TABLE p_1 PARTITION OF p FOR VALUES FROM (1) TO (2); CREATE INDEX i_1 ON p_1 (id);\n-- next migration\n";
    let drop = |sql: &str| {
        let items = linted(&format!("{parent}{sql}"), Dialect::Postgres, "").items;
        let found = items.into_iter().filter(|item| item.finding.id == "M19");
        found
            .map(|item| (item.finding.level, item.finding.help.concat()))
            .collect::<Vec<_>>()
    };
    let refused = drop("-- no-transaction\nDROP INDEX CONCURRENTLY i;");
    assert_eq!(refused.len(), 1);
    assert_eq!(refused[0].0, Level::Deny);
    let plain = drop("DROP INDEX i;");
    assert_eq!(plain.len(), 1);
    assert_eq!(plain[0].0, Level::Warn);
    assert!(
        !plain[0].1.contains("write `DROP INDEX CONCURRENTLY`"),
        "{plain:?}"
    );
    assert_eq!(drop("-- no-transaction\nDROP INDEX CONCURRENTLY i_1;"), []);
    assert!(
        drop("DROP INDEX i_1;")[0]
            .1
            .contains("DROP INDEX CONCURRENTLY")
    );
}
