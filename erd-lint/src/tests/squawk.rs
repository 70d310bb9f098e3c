//! Our findings beside those of squawk's own linter, on a bad and a good case for each of its rules on by default.

use super::ids;
use squawk_linter::{Linter, Rule};
use squawk_syntax::SourceFile;

/// How our verdict on a bad case stands to squawk's.
enum Ours {
    /// The same: found by that rule of ours.
    Finds(&'static str),
    /// Nothing, and why that is right.
    Silent(&'static str),
}
use Ours::{Finds, Silent};

/// A rule of squawk, a case that it reports, what we say, and a case that neither reports.
type Case = (&'static str, &'static str, Ours, &'static str);

const T: &str = "SET lock_timeout = '2s';\nSET statement_timeout = '5s';\n";

const OF_SCHEMA: &str =
    "a matter of the schema and not of the step: the rules of `cargo erd check` have it";

const CASES: &[Case] = &[
    (
        "require-concurrent-index-creation",
        "CREATE INDEX i ON orders (total);",
        Finds("M18"),
        "SELECT 1;",
    ),
    (
        "require-concurrent-index-deletion",
        "DROP INDEX IF EXISTS orders_placed_at_idx;",
        Finds("M19"),
        "SELECT 1;",
    ),
    (
        "constraint-missing-not-valid",
        "ALTER TABLE orders ADD CONSTRAINT k CHECK (total > 0);",
        Finds("M23"),
        "ALTER TABLE orders ADD CONSTRAINT k CHECK (total > 0) NOT VALID;",
    ),
    (
        "adding-field-with-default",
        "ALTER TABLE orders ADD COLUMN c uuid DEFAULT gen_random_uuid();",
        Finds("M04"),
        "ALTER TABLE orders ADD COLUMN c integer DEFAULT 1;",
    ),
    (
        "adding-foreign-key-constraint",
        "ALTER TABLE customers ADD CONSTRAINT k FOREIGN KEY (country_id) REFERENCES countries (id);",
        Finds("M20"),
        "ALTER TABLE orders ADD CONSTRAINT k FOREIGN KEY (customer_id) REFERENCES customers (id) NOT VALID;",
    ),
    (
        "adding-foreign-key-constraint",
        "ALTER TABLE customers ADD COLUMN c integer UNIQUE REFERENCES countries (id);",
        Finds("M25"),
        "SELECT 1;",
    ),
    (
        "changing-column-type",
        "ALTER TABLE orders ALTER COLUMN total TYPE integer;",
        Finds("M12"),
        "SELECT 1;",
    ),
    (
        "changing-column-type",
        "ALTER TABLE customers ALTER COLUMN email TYPE text;",
        Silent("a varchar becomes a text without a touch of the rows"),
        "SELECT 1;",
    ),
    (
        "adding-not-nullable-field",
        "ALTER TABLE customers ALTER COLUMN email SET NOT NULL;",
        Finds("M10"),
        "SELECT 1;",
    ),
    (
        "adding-serial-primary-key-field",
        "ALTER TABLE logs ADD PRIMARY KEY (id);",
        Finds("M27"),
        "ALTER TABLE logs ADD CONSTRAINT logs_pkey PRIMARY KEY USING INDEX logs_idx;",
    ),
    (
        "adding-serial-primary-key-field",
        "ALTER TABLE logs ADD COLUMN n bigserial PRIMARY KEY;",
        Finds("M05"),
        "SELECT 1;",
    ),
    (
        "renaming-column",
        "ALTER TABLE orders RENAME COLUMN total TO amount;",
        Finds("M14"),
        "SELECT 1;",
    ),
    (
        "renaming-table",
        "ALTER TABLE orders RENAME TO purchases;",
        Finds("M15"),
        "SELECT 1;",
    ),
    (
        "renaming-object",
        "ALTER VIEW v RENAME TO w;",
        Finds("M15"),
        "SELECT 1;",
    ),
    (
        "ban-set-schema",
        "ALTER TABLE orders SET SCHEMA old;",
        Finds("M15"),
        "SELECT 1;",
    ),
    (
        "disallowed-unique-constraint",
        "ALTER TABLE customers ADD CONSTRAINT k UNIQUE (email);",
        Finds("M25"),
        "ALTER TABLE customers ADD CONSTRAINT k UNIQUE USING INDEX i;",
    ),
    (
        "ban-drop-database",
        "DROP DATABASE IF EXISTS shop;",
        Finds("M17"),
        "SELECT 1;",
    ),
    (
        "ban-drop-schema",
        "DROP SCHEMA IF EXISTS s CASCADE;",
        Finds("M17"),
        "SELECT 1;",
    ),
    (
        "ban-drop-schema",
        "DROP SCHEMA IF EXISTS s;",
        Silent("the server refuses it where anything is in the schema"),
        "SELECT 1;",
    ),
    (
        "ban-drop-column",
        "ALTER TABLE orders DROP COLUMN IF EXISTS total;",
        Finds("M08"),
        "SELECT 1;",
    ),
    (
        "ban-drop-table",
        "DROP TABLE IF EXISTS orders;",
        Finds("M16"),
        "SELECT 1;",
    ),
    (
        "ban-drop-view",
        "DROP VIEW IF EXISTS v;",
        Finds("M16"),
        "SELECT 1;",
    ),
    (
        "ban-drop-function",
        "DROP FUNCTION IF EXISTS f(integer);",
        Finds("M16"),
        "SELECT 1;",
    ),
    (
        "ban-drop-type",
        "DROP TYPE IF EXISTS mood CASCADE;",
        Finds("M16"),
        "SELECT 1;",
    ),
    (
        "ban-drop-type",
        "DROP TYPE IF EXISTS mood;",
        Silent("the server refuses it where a column has the type"),
        "SELECT 1;",
    ),
    (
        "ban-drop-domain",
        "DROP DOMAIN IF EXISTS amount CASCADE;",
        Finds("M16"),
        "SELECT 1;",
    ),
    (
        "ban-drop-sequence",
        "DROP SEQUENCE IF EXISTS s CASCADE;",
        Finds("M16"),
        "SELECT 1;",
    ),
    (
        "ban-drop-extension",
        "DROP EXTENSION IF EXISTS citext CASCADE;",
        Finds("M16"),
        "SELECT 1;",
    ),
    (
        "ban-drop-not-null",
        "ALTER TABLE customers ALTER COLUMN name DROP NOT NULL;",
        Finds("M09"),
        "SELECT 1;",
    ),
    (
        "ban-drop-default",
        "ALTER TABLE orders ALTER COLUMN state DROP DEFAULT;",
        Finds("M09"),
        "SELECT 1;",
    ),
    (
        "ban-drop-constraint",
        "ALTER TABLE orders DROP CONSTRAINT IF EXISTS orders_customer_id_fkey;",
        Finds("M22"),
        "SELECT 1;",
    ),
    (
        "ban-drop-constraint",
        "ALTER TABLE orders DROP CONSTRAINT IF EXISTS total_positive;",
        Silent(
            "what accepts more breaks no version that runs; the way to SET NOT NULL ends with it",
        ),
        "SELECT 1;",
    ),
    (
        "adding-required-field",
        "ALTER TABLE orders ADD COLUMN c integer NOT NULL;",
        Finds("M02"),
        "ALTER TABLE orders ADD COLUMN c integer NOT NULL DEFAULT 1;",
    ),
    (
        "ban-truncate-cascade",
        "TRUNCATE customers CASCADE;",
        Finds("M17"),
        "SELECT 1;",
    ),
    (
        "ban-alter-domain-with-add-constraint",
        "ALTER DOMAIN amount ADD CONSTRAINT k CHECK (VALUE > 0);",
        Finds("M44"),
        "SELECT 1;",
    ),
    (
        "ban-create-domain-with-constraint",
        "CREATE DOMAIN d AS integer CHECK (VALUE > 0);",
        Silent("no table uses a new domain: M44 speaks when its rule changes"),
        "SELECT 1;",
    ),
    (
        "require-concurrent-partition-detach",
        "ALTER TABLE events DETACH PARTITION events_1;",
        Finds("M36"),
        "SELECT 1;",
    ),
    (
        "require-concurrent-reindex",
        "REINDEX INDEX orders_placed_at_idx;",
        Finds("M43"),
        "SELECT 1;",
    ),
    (
        "require-enum-value-ordering",
        "ALTER TYPE mood ADD VALUE IF NOT EXISTS 'tired';",
        Finds("M31"),
        "SELECT 1;",
    ),
    (
        "transaction-nesting",
        "BEGIN;\nBEGIN;\nSELECT 1;\nCOMMIT;",
        Finds("M52"),
        "SELECT 1;",
    ),
    (
        "ban-uncommitted-transaction",
        "BEGIN;\nSELECT 1;",
        Finds("M52"),
        "SELECT 1;",
    ),
    (
        "ban-concurrent-index-creation-in-transaction",
        "BEGIN;\nCREATE INDEX CONCURRENTLY IF NOT EXISTS i ON orders (total);\nCOMMIT;",
        Finds("M52"),
        "SELECT 1;",
    ),
    (
        "ban-alter-identity",
        "ALTER TABLE logs ALTER COLUMN id SET GENERATED ALWAYS;",
        Silent("no lock is held for long and no row is touched"),
        "SELECT 1;",
    ),
    (
        "ban-drop-generated-expression",
        "ALTER TABLE logs ALTER COLUMN id DROP EXPRESSION IF EXISTS;",
        Silent("readers go on reading; who must fill the column from now on is not in the SQL"),
        "SELECT 1;",
    ),
    (
        "prefer-bigint-over-int",
        "CREATE TABLE IF NOT EXISTS t (id integer);",
        Silent(OF_SCHEMA),
        "SELECT 1;",
    ),
    (
        "prefer-bigint-over-smallint",
        "CREATE TABLE IF NOT EXISTS t (id smallint);",
        Silent(OF_SCHEMA),
        "SELECT 1;",
    ),
    (
        "prefer-identity",
        "CREATE TABLE IF NOT EXISTS t (id bigserial);",
        Silent(OF_SCHEMA),
        "SELECT 1;",
    ),
    (
        "prefer-text-field",
        "CREATE TABLE IF NOT EXISTS t (a varchar(10));",
        Silent(OF_SCHEMA),
        "SELECT 1;",
    ),
    (
        "prefer-timestamp-tz",
        "CREATE TABLE IF NOT EXISTS t (a timestamp);",
        Silent(OF_SCHEMA),
        "SELECT 1;",
    ),
    (
        "ban-char-field",
        "CREATE TABLE IF NOT EXISTS t (a char(3));",
        Silent(OF_SCHEMA),
        "SELECT 1;",
    ),
    (
        "prefer-robust-stmts",
        "CREATE INDEX CONCURRENTLY i ON orders (total);",
        Silent(
            "IF NOT EXISTS is content with the invalid index of a failed build: M53 warns about writing it",
        ),
        "SELECT 1;",
    ),
];

/// Cases that squawk reports and we do not, or the other way round, because we read the history before them.
const WITH_HISTORY: &[(&str, &str, &[&str])] = &[
    (
        "constraint-missing-not-valid",
        "CREATE TABLE t (a integer);\nALTER TABLE t ADD CHECK (a > 0);",
        &[],
    ),
    (
        "ban-drop-table",
        "CREATE TABLE t (a integer);\nDROP TABLE t;",
        &[],
    ),
    (
        "require-lock-timeout",
        "CREATE TABLE t (a integer);\nALTER TABLE t ADD COLUMN b integer;",
        &[],
    ),
];

fn squawk(sql: &str) -> Vec<Rule> {
    let parse = SourceFile::parse(sql);
    assert!(parse.errors().is_empty(), "{sql}: {:?}", parse.errors());
    let found = Linter::with_default_rules().lint(&parse, sql);
    found.into_iter().map(|violation| violation.code).collect()
}

fn rule(name: &str) -> Rule {
    Rule::try_from(name).expect(name)
}

#[test]
fn what_squawk_rightly_catches_we_catch() {
    let mut wrong = Vec::new();
    for (name, bad, ours, good) in CASES {
        let (rule, bad) = (rule(name), format!("{T}{bad}"));
        if !squawk(&bad).contains(&rule) {
            wrong.push(format!("squawk does not report {name} in {bad}"));
        }
        // The file brings its own transaction, or needs none.
        let mine = ids(&format!("-- no-transaction\n{bad}"));
        match ours {
            Finds(id) if !mine.contains(id) => {
                wrong.push(format!("{name}: we find {mine:?} and not {id} in {bad}"));
            }
            Silent(why) if why.is_empty() || mine.iter().any(|id| *id != "M52") => {
                wrong.push(format!("{name}: we find {mine:?} in {bad}"));
            }
            _ => {}
        }
        let good = format!("{T}{good}");
        if squawk(&good).contains(&rule) {
            wrong.push(format!("squawk reports {name} in {good}"));
        }
        if matches!(ours, Finds(id) if ids(&good).contains(id)) {
            wrong.push(format!("we report the rule of {name} in {good}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_is_new_is_safe_with_us() {
    for (name, sql, expected) in WITH_HISTORY {
        // What squawk says of them is its own matter; that the rule exists keeps the table true.
        assert!(Rule::try_from(*name).is_ok(), "{name}");
        assert_eq!(ids(sql), *expected, "{sql}");
    }
}

/// Every rule of squawk that is on by default has a case, or is named here with the reason.
#[test]
fn every_rule_of_squawk_is_accounted_for() {
    let elsewhere = [
        (
            Rule::UnusedIgnore,
            "of its own comments; ours are U02 to U04",
        ),
        (
            Rule::PreferRepack,
            "it speaks from PostgreSQL 19 on; M42 has these statements on every version",
        ),
        (Rule::RequireLockTimeout, "M60, in the tests of e05"),
        (
            Rule::RequireStatementTimeout,
            "a role's or a runner's setting; what waits for a lock is M60",
        ),
        (
            Rule::IdentifierTooLong,
            "the server cuts the name; N01 of `cargo erd check`",
        ),
        (
            Rule::BanDuplicateColumnAssignments,
            "the server refuses it, on an empty database too",
        ),
    ];
    let unknown = |rule: &&Rule| {
        let has_case = CASES.iter().any(|(name, ..)| self::rule(name) == **rule);
        let named = elsewhere
            .iter()
            .any(|(other, why)| other == *rule && !why.is_empty());
        !has_case && !named
    };
    let rules = Linter::with_default_rules().rules;
    let mut missing: Vec<String> = rules
        .iter()
        .filter(unknown)
        .map(|rule| format!("{rule:?}"))
        .collect();
    missing.sort();
    assert!(missing.is_empty(), "{missing:?}");
}
