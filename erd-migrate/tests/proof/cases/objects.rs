//! Views, triggers and the like: each comes, changes, has a comment, and goes.
//!
//! Namespaces are compared as such and not as objects.

use super::{Case, shop};
use erd_core::schema::{ObjectKind, ObjectName, Schema, Sql, SqlObject, Type};

/// A kind, its name, the table that it belongs to, what makes it, and what makes another.
type Made = (
    ObjectKind,
    &'static str,
    Option<&'static str>,
    &'static str,
    &'static str,
);

const MADE: &[Made] = &[
    (
        ObjectKind::Collation,
        "plain",
        None,
        "CREATE COLLATION plain (locale = 'C')",
        "CREATE COLLATION plain (locale = 'POSIX')",
    ),
    (
        ObjectKind::Type,
        "pair",
        None,
        "CREATE TYPE pair AS (a integer, b integer)",
        "CREATE TYPE pair AS (a integer, b text)",
    ),
    (
        ObjectKind::Domain,
        "small",
        None,
        "CREATE DOMAIN small AS integer CHECK (VALUE < 9)",
        "CREATE DOMAIN small AS integer CHECK (VALUE < 8)",
    ),
    (
        ObjectKind::Sequence,
        "tickets",
        None,
        "CREATE SEQUENCE tickets",
        "CREATE SEQUENCE tickets INCREMENT BY 2",
    ),
    (
        ObjectKind::Function,
        "one",
        None,
        "CREATE OR REPLACE FUNCTION one() RETURNS integer LANGUAGE sql AS $$ SELECT 1 $$",
        "CREATE OR REPLACE FUNCTION one() RETURNS integer LANGUAGE sql AS $$ SELECT 1 + 0 $$",
    ),
    (
        ObjectKind::Procedure,
        "nothing",
        None,
        "CREATE OR REPLACE PROCEDURE nothing() LANGUAGE sql AS $$ SELECT 1 $$",
        "CREATE OR REPLACE PROCEDURE nothing() LANGUAGE sql AS $$ SELECT 2 $$",
    ),
    (
        ObjectKind::Aggregate,
        "total",
        None,
        "CREATE AGGREGATE total(integer) (SFUNC = int4pl, STYPE = integer)",
        "CREATE AGGREGATE total(integer) (SFUNC = int4pl, STYPE = integer, INITCOND = '0')",
    ),
    (
        ObjectKind::Operator,
        "OPERATOR === (integer, integer)",
        None,
        "CREATE OPERATOR === (LEFTARG = integer, RIGHTARG = integer, FUNCTION = int4eq)",
        "CREATE OPERATOR === (LEFTARG = integer, RIGHTARG = integer, FUNCTION = int4eq, COMMUTATOR = ===)",
    ),
    (
        ObjectKind::Server,
        "away",
        None,
        "CREATE SERVER away FOREIGN DATA WRAPPER far",
        "CREATE SERVER away TYPE 'x' FOREIGN DATA WRAPPER far",
    ),
    (
        ObjectKind::ForeignTable,
        "there",
        None,
        "CREATE FOREIGN TABLE there (a integer) SERVER home",
        "CREATE FOREIGN TABLE there (a bigint) SERVER home",
    ),
    (
        ObjectKind::View,
        "few",
        None,
        "CREATE VIEW few AS SELECT id FROM orders WHERE quantity < 5",
        "CREATE VIEW few AS SELECT id FROM orders WHERE quantity < 6",
    ),
    (
        ObjectKind::MaterializedView,
        "many",
        None,
        "CREATE MATERIALIZED VIEW many AS SELECT id FROM orders WHERE quantity > 5",
        "CREATE MATERIALIZED VIEW many AS SELECT id FROM orders WHERE quantity > 6",
    ),
    (
        ObjectKind::Index,
        "seen_id",
        Some("seen"),
        "CREATE INDEX seen_id ON seen (id)",
        "CREATE INDEX seen_id ON seen (quantity)",
    ),
    (
        ObjectKind::Constraint,
        "few_of_part",
        Some("part_1"),
        "ALTER TABLE part_1 ADD CONSTRAINT few_of_part CHECK (a < 5)",
        "ALTER TABLE part_1 ADD CONSTRAINT few_of_part CHECK (a < 6)",
    ),
    (
        ObjectKind::Setting,
        "CLUSTER",
        Some("orders"),
        "ALTER TABLE orders CLUSTER ON orders_pkey",
        "ALTER TABLE orders CLUSTER ON orders_customer_id_idx",
    ),
    (
        ObjectKind::Setting,
        "REPLICA IDENTITY",
        Some("orders"),
        "ALTER TABLE orders REPLICA IDENTITY FULL",
        "ALTER TABLE orders REPLICA IDENTITY NOTHING",
    ),
    (
        ObjectKind::Setting,
        "STATISTICS a",
        Some("part_1"),
        "ALTER TABLE part_1 ALTER COLUMN a SET STATISTICS 200",
        "ALTER TABLE part_1 ALTER COLUMN a SET STATISTICS 300",
    ),
    (
        ObjectKind::Setting,
        "OPTIONS quantity",
        Some("orders"),
        "ALTER TABLE orders ALTER COLUMN quantity SET (n_distinct_inherited = 5)",
        "ALTER TABLE orders ALTER COLUMN quantity SET (n_distinct_inherited = 6)",
    ),
    (
        ObjectKind::Statistics,
        "pairs",
        Some("orders"),
        "CREATE STATISTICS pairs ON quantity, note FROM orders",
        "CREATE STATISTICS pairs (ndistinct) ON quantity, note FROM orders",
    ),
    (
        ObjectKind::Rule,
        "log",
        Some("orders"),
        "CREATE RULE log AS ON DELETE TO orders DO ALSO NOTHING",
        "CREATE RULE log AS ON UPDATE TO orders DO ALSO NOTHING",
    ),
    (
        ObjectKind::Trigger,
        "look",
        Some("orders"),
        "CREATE TRIGGER look BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()",
        "CREATE TRIGGER look BEFORE UPDATE ON orders FOR EACH ROW WHEN (new.quantity > 3) EXECUTE FUNCTION suppress_redundant_updates_trigger()",
    ),
    (
        ObjectKind::EventTrigger,
        "watch",
        None,
        "CREATE EVENT TRIGGER watch ON ddl_command_end EXECUTE FUNCTION watched()",
        "CREATE EVENT TRIGGER watch ON sql_drop EXECUTE FUNCTION watched()",
    ),
    (
        ObjectKind::Policy,
        "own",
        Some("orders"),
        "CREATE POLICY own ON orders USING (quantity > 0)",
        "CREATE POLICY own ON orders USING (quantity > 1)",
    ),
    (
        ObjectKind::Comment,
        "CONSTRAINT positive ON orders",
        None,
        "COMMENT ON CONSTRAINT positive ON orders IS 'no gifts'",
        "COMMENT ON CONSTRAINT positive ON orders IS 'nothing is free'",
    ),
];

/// What some of them stand on, and the model has no place for.
const PREPARED: &[&str] = &[
    "CREATE FOREIGN DATA WRAPPER far",
    "CREATE SERVER home FOREIGN DATA WRAPPER far",
    "CREATE MATERIALIZED VIEW seen AS SELECT id, quantity FROM orders",
    "CREATE TABLE part (a integer) PARTITION BY LIST (a)",
    "CREATE TABLE part_1 PARTITION OF part FOR VALUES IN (1)",
    "CREATE FUNCTION watched() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN END $$",
];

fn object(made: &Made, sql: &str) -> SqlObject {
    let (kind, name, table, ..) = made;
    let mut object = SqlObject::new(*kind, *name, sql);
    object.table = table.map(|name| ObjectName {
        schema: None,
        name: name.to_owned(),
    });
    object.arguments = match kind {
        ObjectKind::Function | ObjectKind::Procedure => Some(String::new()),
        ObjectKind::Aggregate => Some("integer".to_owned()),
        _ => None,
    };
    object.depends_on.push("table orders".to_owned());
    object
}

fn with(object: Option<SqlObject>) -> Schema {
    let mut schema = shop();
    schema.objects.extend(object);
    schema
}

pub(super) fn cases() -> Vec<Case> {
    let mut all = Vec::new();
    let mut case = |name: String, old: Option<SqlObject>, new: Option<SqlObject>| {
        let mut case = Case::new(name, with(old), |s| *s = with(new));
        case.prepare = PREPARED;
        all.push(case);
    };
    for made in MADE {
        let (kind, name, _, first, second) = made;
        let word = format!("{} {name}", kind.word());
        let (one, two) = (object(made, first), object(made, second));
        case(format!("create {word}"), None, Some(one.clone()));
        case(format!("replace {word}"), Some(one.clone()), Some(two));
        let told = matches!(kind, ObjectKind::Comment | ObjectKind::Setting);
        if !told {
            let mut about = one.clone();
            about.comment = Some("what it is".to_owned());
            case(format!("comment {word}"), Some(one.clone()), Some(about));
        }
        case(format!("drop {word}"), Some(one), None);
    }
    let extension = || {
        let sql = "CREATE EXTENSION hstore";
        SqlObject::new(ObjectKind::Extension, "hstore", sql)
    };
    let mut about = extension();
    about.comment = Some("sets of pairs".to_owned());
    case("create extension".into(), None, Some(extension()));
    case("comment extension".into(), Some(extension()), Some(about));
    case("drop extension".into(), Some(extension()), None);
    all.extend(used());
    all
}

/// What columns stand on changes: a domain, and a function that a default calls.
fn used() -> Vec<Case> {
    let domain = |text: &str| {
        let mut schema = shop();
        schema.tables[1].columns[3].ty = Type::Named("small".into());
        schema.tables[1].columns[3].default = Sql::new("1");
        schema.tables[1].checks.clear();
        schema
            .objects
            .push(SqlObject::new(ObjectKind::Domain, "small", text));
        schema
    };
    let function = |text: &str| {
        let mut schema = shop();
        schema.tables[1].columns[3].default = Sql::new("one()");
        let mut one = SqlObject::new(ObjectKind::Function, "one", text);
        one.arguments = Some(String::new());
        schema.objects.push(one);
        schema
    };
    let case = |name: &str, old: Schema, new: Schema| Case::new(name, old, |s| *s = new);
    vec![
        case(
            "change a domain that a column has",
            domain("CREATE DOMAIN small AS integer CONSTRAINT small_check CHECK (VALUE < 9)"),
            domain("CREATE DOMAIN small AS smallint CONSTRAINT small_check CHECK (VALUE < 9)"),
        ),
        case(
            "change the default of a domain that a column has",
            domain("CREATE DOMAIN small AS integer CONSTRAINT small_check CHECK (VALUE < 9)"),
            domain(
                "CREATE DOMAIN small AS integer DEFAULT 3 CONSTRAINT small_check CHECK (VALUE < 9)",
            ),
        ),
        case(
            "change the check of a domain that a column has",
            domain("CREATE DOMAIN small AS integer CONSTRAINT small_check CHECK (VALUE < 9)"),
            domain("CREATE DOMAIN small AS integer CONSTRAINT small_check CHECK (VALUE < 90)"),
        ),
        case(
            "change a function that a default calls",
            function("CREATE FUNCTION one() RETURNS integer LANGUAGE sql AS $$ SELECT 1 $$"),
            function(
                "CREATE FUNCTION one() RETURNS smallint LANGUAGE sql AS $$ SELECT 1::smallint $$",
            ),
        ),
    ]
}
