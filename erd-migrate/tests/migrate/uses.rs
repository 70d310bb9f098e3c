//! What uses what changes goes before it and comes back after it: views, triggers, functions, indexes, defaults and types
//! of schemas that a server describes, forth and back. Each holds what a step of a real history showed.

use crate::engines::{describe, planned_with, run, same};
use erd_core::Dialect;
use erd_core::schema::Schema;
use erd_migrate::{Op, Plan, PlanOptions};
use testkit::Scratch;

pub(crate) fn described(statements: &[&str], dialect: Dialect) -> (Scratch, Schema) {
    let mut db = Scratch::new(dialect);
    for sql in statements {
        if let Err(error) = db.execute(sql) {
            panic!("{error}: {sql}");
        }
    }
    let schema = describe(&mut db, dialect).expect("a description");
    (db, schema)
}

/// The old schema becomes the new one and is the old one again: in phases and in place, with the dependencies that the
/// server states and with those alone that the texts have. The statements that lead there, of each.
fn leads_with(
    dialect: Dialect,
    old: &[&str],
    new: &[&str],
    hint: impl Fn(&mut Schema),
) -> Vec<String> {
    let mut all = Vec::new();
    if !testkit::dialects().contains(&dialect) {
        return all;
    }
    let (_, after) = described(new, dialect);
    for (in_place, stated) in [(false, true), (true, true), (true, false)] {
        let (mut db, before) = described(old, dialect);
        let mut wanted = after.clone();
        hint(&mut wanted);
        let mut from = before.clone();
        if !stated {
            for object in from.objects.iter_mut().chain(&mut wanted.objects) {
                object.depends_on.clear();
            }
        }
        let options = PlanOptions {
            in_place,
            ..PlanOptions::default()
        };
        let plan = planned_with(&from, &wanted, dialect, options).expect("a plan");
        let statements: Vec<_> = plan.ops().flat_map(|op| op.statements.clone()).collect();
        if let Err(error) = there_and_back(&mut db, &plan, [&before, &after], dialect) {
            panic!(
                "in place: {in_place}, stated: {stated}\n{error}\nplan:\n{}",
                statements.join(";\n")
            );
        }
        all.extend(statements);
    }
    all
}

fn there_and_back(
    db: &mut Scratch,
    plan: &Plan,
    [before, after]: [&Schema; 2],
    dialect: Dialect,
) -> Result<(), String> {
    there(db, plan, after, dialect)?;
    back(db, plan, before, dialect)
}

/// The plan leads to the schema.
pub(crate) fn there(
    db: &mut Scratch,
    plan: &Plan,
    after: &Schema,
    dialect: Dialect,
) -> Result<(), String> {
    for migration in &plan.migrations {
        let statements = migration.ops.iter().flat_map(|op| &op.statements);
        run(db, migration, statements.map(String::as_str))?;
    }
    same(&describe(db, dialect)?, after, dialect, "another schema")
}

/// The plan is taken back, where there is a way back.
pub(crate) fn back(
    db: &mut Scratch,
    plan: &Plan,
    before: &Schema,
    dialect: Dialect,
) -> Result<(), String> {
    if !plan.ops().all(Op::is_reversible) {
        return Ok(());
    }
    for migration in plan.migrations.iter().rev() {
        let down = migration.down().map_err(|op| op.name.to_string())?;
        run(db, migration, down.iter().copied())
            .map_err(|error| format!("{error}\ndown:\n{}", down.join(";\n")))?;
    }
    let back = describe(db, dialect)?;
    same(&back, before, dialect, "the way back leads elsewhere")
}

/// On PostgreSQL, without renames.
pub(crate) fn leads(old: &[&str], new: &[&str]) -> Vec<String> {
    leads_with(Dialect::Postgres, old, new, |_| {})
}

fn renames_column(schema: &mut Schema, table: &str, new: &str, old: &str) {
    let table = schema.tables.iter_mut().find(|t| t.name == table);
    let columns = &mut table.expect("the table").columns;
    let column = columns.iter_mut().find(|c| c.name == new);
    column.expect("the column").renamed_from = Some(old.to_owned());
}

const POSTS: &str =
    "CREATE TABLE posts (id integer PRIMARY KEY, title varchar(100) NOT NULL, score integer)";

const MATERIALISED: [&str; 9] = [
    "CREATE MATERIALIZED VIEW ranked AS SELECT id, title FROM listed",
    "CREATE UNIQUE INDEX ranked_id ON ranked (id)",
    "COMMENT ON MATERIALIZED VIEW ranked IS 'by score'",
    "COMMENT ON COLUMN ranked.title IS 'as written'",
    "CREATE VIEW top AS SELECT r.id FROM ranked r WHERE r.id > 1",
    "CREATE FUNCTION noted() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
    "CREATE TRIGGER into_top INSTEAD OF INSERT ON top FOR EACH ROW EXECUTE FUNCTION noted()",
    "CREATE RULE no_delete AS ON DELETE TO top DO INSTEAD NOTHING",
    "COMMENT ON VIEW top IS 'the first'",
];

#[test]
fn views_stay_above_a_view_that_changes() {
    let listed = |what: &str| format!("CREATE VIEW listed AS SELECT {what} FROM posts");
    let (a, b) = (listed("id, title"), listed("score, id, title"));
    let old = [&[POSTS, a.as_str()][..], &MATERIALISED].concat();
    let new = [&[POSTS, b.as_str()][..], &MATERIALISED].concat();
    leads(&old, &new);
}

#[test]
fn views_policies_and_triggers_stay_above_a_column_of_another_type() {
    let objects = [
        "CREATE VIEW listed AS SELECT id, title FROM posts",
        "CREATE FUNCTION noted() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
        "CREATE TRIGGER of_score AFTER UPDATE OF score ON posts FOR EACH ROW EXECUTE FUNCTION noted()",
        "CREATE TRIGGER any_update AFTER UPDATE ON posts FOR EACH ROW EXECUTE FUNCTION noted()",
        "CREATE POLICY positive ON posts USING (score > 0)",
    ];
    let old = [&[POSTS][..], &objects].concat();
    let other =
        "CREATE TABLE posts (id integer PRIMARY KEY, title varchar(200) NOT NULL, score bigint)";
    let new = [&[other][..], &objects].concat();
    leads(&old, &new);
}

#[test]
fn a_trigger_goes_before_its_table_has_another_name() {
    let function = |name: &str| {
        format!(
            "CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'"
        )
    };
    let trigger = |name: &str, table: &str| {
        format!(
            "CREATE TRIGGER {name} BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"
        )
    };
    let table =
        |name: &str| format!("CREATE TABLE {name} (id integer CONSTRAINT people_key PRIMARY KEY)");
    let old = [
        table("users"),
        function("users_added"),
        trigger("users_added", "users"),
    ];
    let new = [
        table("people"),
        function("people_added"),
        trigger("people_added", "people"),
    ];
    leads_with(
        Dialect::Postgres,
        &old.each_ref().map(String::as_str),
        &new.each_ref().map(String::as_str),
        |schema| schema.tables[0].renamed_from = Some("users".to_owned()),
    );
}

#[test]
fn statistics_and_views_come_back_under_the_old_name_of_a_column() {
    let schema = |name: &str| {
        [
            format!("CREATE TABLE posts (id integer PRIMARY KEY, {name} integer, score integer)"),
            format!("CREATE VIEW listed AS SELECT id, {name} FROM posts"),
            format!("CREATE STATISTICS both_known ON ({name} IS NULL), (score IS NULL) FROM posts"),
        ]
    };
    let (old, new) = (schema("read"), schema("read_at"));
    leads_with(
        Dialect::Postgres,
        &old.each_ref().map(String::as_str),
        &new.each_ref().map(String::as_str),
        |schema| renames_column(schema, "posts", "read_at", "read"),
    );
}

#[test]
fn an_enum_is_replaced_under_what_speaks_of_it() {
    let schema = |values: &str, default: &str| {
        [
            format!("CREATE TYPE state AS ENUM ({values})"),
            format!("CREATE TABLE posts (id integer PRIMARY KEY, state state NOT NULL DEFAULT '{default}')"),
            "CREATE INDEX drafts ON posts (id) WHERE state = 'draft'".to_owned(),
            "CREATE VIEW listed AS SELECT id, state FROM posts WHERE state = 'draft'".to_owned(),
            "CREATE FUNCTION is_draft(s state) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT s = 'draft' $$".to_owned(),
            "CREATE INDEX by_draft ON posts (is_draft(state))".to_owned(),
        ]
    };
    let (old, new) = (
        schema("'draft', 'sent', 'old'", "old"),
        schema("'sent', 'draft'", "sent"),
    );
    leads(
        &old.each_ref().map(String::as_str),
        &new.each_ref().map(String::as_str),
    );
}

#[test]
fn functions_that_go_speak_of_an_enum_that_is_replaced() {
    let table = "CREATE TABLE posts (id integer PRIMARY KEY, state state)";
    leads(
        &[
            "CREATE TYPE state AS ENUM ('draft', 'sent')",
            table,
            "CREATE FUNCTION send(s state) RETURNS void LANGUAGE plpgsql AS 'BEGIN END'",
        ],
        &["CREATE TYPE state AS ENUM ('sent', 'draft')", table],
    );
}

#[test]
fn a_value_of_an_enum_is_there_before_it_is_used() {
    let schema = |values: &str, value: &str| {
        [
            format!("CREATE TYPE state AS ENUM ({values})"),
            format!(
                "CREATE TABLE posts (id integer PRIMARY KEY, state state NOT NULL DEFAULT '{value}')"
            ),
            format!("CREATE INDEX those ON posts (id) WHERE state = '{value}'"),
            format!("CREATE VIEW listed AS SELECT id FROM posts WHERE state = '{value}'"),
        ]
    };
    let (old, new) = (
        schema("'draft'", "draft"),
        schema("'draft', 'hidden'", "hidden"),
    );
    leads(
        &old.each_ref().map(String::as_str),
        &new.each_ref().map(String::as_str),
    );
}

#[test]
fn a_value_of_an_enum_is_renamed_under_a_default() {
    let schema = |value: &str| {
        [
            format!("CREATE TYPE state AS ENUM ('{value}', 'sent')"),
            format!(
                "CREATE TABLE posts (id integer PRIMARY KEY, state state NOT NULL DEFAULT '{value}')"
            ),
            format!("CREATE VIEW listed AS SELECT id FROM posts WHERE state = '{value}'"),
        ]
    };
    let (old, new) = (schema("draft"), schema("Draft"));
    leads_with(
        Dialect::Postgres,
        &old.each_ref().map(String::as_str),
        &new.each_ref().map(String::as_str),
        |schema| {
            let renamed = ("Draft".to_owned(), "draft".to_owned());
            schema.enums[0].renamed_values.push(renamed);
        },
    );
}

/// CREATE OR REPLACE takes neither another result nor other names of arguments.
#[test]
fn a_function_gets_another_result_under_what_calls_it() {
    let schema = |result: &str, argument: &str| {
        [
            POSTS.to_owned(),
            format!(
                "CREATE FUNCTION rank({argument} integer) RETURNS {result} LANGUAGE sql IMMUTABLE AS $$ SELECT $1::{result} $$"
            ),
            format!("COMMENT ON FUNCTION rank(integer) IS 'a {result}'"),
            "CREATE INDEX by_rank ON posts (rank(score))".to_owned(),
            "CREATE VIEW ranked AS SELECT id, rank(score) AS rank FROM posts".to_owned(),
            "CREATE TABLE ranks (id integer PRIMARY KEY, rank numeric DEFAULT rank(1))".to_owned(),
            "ALTER TABLE ranks ADD CONSTRAINT positive CHECK (rank(id) > 0)".to_owned(),
            "COMMENT ON CONSTRAINT positive ON ranks IS 'or not at all'".to_owned(),
        ]
    };
    let (old, new) = (schema("integer", "score"), schema("numeric", "points"));
    leads(
        &old.each_ref().map(String::as_str),
        &new.each_ref().map(String::as_str),
    );
}

#[test]
fn a_function_becomes_immutable_before_an_index_calls_it() {
    let function = |how: &str| {
        format!(
            "CREATE FUNCTION rank(score integer) RETURNS integer LANGUAGE sql {how} AS $$ SELECT score $$"
        )
    };
    let (a, b) = (function("STABLE"), function("IMMUTABLE"));
    leads(
        &[POSTS, &a],
        &[POSTS, &b, "CREATE INDEX by_rank ON posts (rank(score))"],
    );
}

#[test]
fn a_function_in_sql_comes_after_what_its_body_reads() {
    leads(
        &[POSTS],
        &[
            POSTS,
            "CREATE TABLE tags (post_id integer PRIMARY KEY, tag text)",
            "CREATE FUNCTION z_tag(post integer) RETURNS text LANGUAGE sql AS $$ SELECT tag FROM tags WHERE post_id = post $$",
            "CREATE FUNCTION a_tag() RETURNS text LANGUAGE sql AS $$ SELECT z_tag(1) $$",
        ],
    );
}

#[test]
fn a_function_goes_after_the_column_and_the_default_that_call_it() {
    let function =
        "CREATE FUNCTION made() RETURNS text LANGUAGE plpgsql AS $$ BEGIN RETURN 'a'; END $$";
    leads(
        &[
            function,
            "CREATE TABLE posts (id integer PRIMARY KEY, slug text DEFAULT made(), other text DEFAULT made())",
        ],
        &["CREATE TABLE posts (id integer PRIMARY KEY, other text)"],
    );
}

/// The engine's own words say whether the sequence has become as wide as its column.
#[test]
fn the_sequence_of_a_serial_column_gets_its_type() {
    let (narrow, wide) = (
        "CREATE TABLE t (id serial PRIMARY KEY)",
        "CREATE TABLE t (id bigserial PRIMARY KEY)",
    );
    for (old, new, ty) in [(narrow, wide, "bigint"), (wide, narrow, "integer")] {
        let plan = leads(&[old], &[new]);
        let set = format!("ALTER SEQUENCE \"t_id_seq\" AS {ty}");
        assert!(plan.contains(&set), "{plan:#?}");
    }
}

/// A comment goes by itself where what it is on stays, and with it otherwise.
#[test]
fn a_comment_on_a_constraint_goes_without_it_and_with_it() {
    let table = |check: &str| format!("CREATE TABLE t (id bigint PRIMARY KEY, n integer{check})");
    let (checked, plain) = (table(" CONSTRAINT positive CHECK (n > 0)"), table(""));
    let comment = "COMMENT ON CONSTRAINT positive ON t IS 'or not at all'";
    leads(&[&checked, comment], &[&checked]);
    leads(&[&checked], &[&checked, comment]);
    leads(&[&checked, comment], &[&plain]);
    leads(&[&plain], &[&checked, comment]);
    let view = "CREATE VIEW v AS SELECT id FROM t";
    let on_column = "COMMENT ON COLUMN v.id IS 'a number'";
    leads(&[&plain, view, on_column], &[&plain, view]);
    leads(&[&plain, view, on_column], &[&plain]);
}

/// The comment is the function's, and CREATE OR REPLACE leaves it.
#[test]
fn a_function_gets_and_loses_its_comment_with_its_body() {
    let function = |body: &str| {
        format!("CREATE FUNCTION made() RETURNS integer LANGUAGE sql AS $$ SELECT {body} $$")
    };
    let (a, b) = (function("1"), function("2"));
    let comment = "COMMENT ON FUNCTION made() IS 'a number'";
    leads(&[&a], &[&b, comment]);
    leads(&[&a, comment], &[&b]);
}

#[test]
fn types_are_replaced_under_functions_and_columns() {
    let schema = |ty: &str, check: &str| {
        [
            format!("CREATE TYPE triple AS (major {ty}, minor {ty})"),
            format!(
                "CREATE FUNCTION parsed(text) RETURNS triple LANGUAGE sql IMMUTABLE AS $$ SELECT (1::{ty}, 2::{ty})::triple $$"
            ),
            format!("CREATE DOMAIN slug AS text CHECK (VALUE {check})"),
            "CREATE TABLE posts (id integer PRIMARY KEY, slug slug DEFAULT 'a', note text)"
                .to_owned(),
            "CREATE VIEW slugs AS SELECT slug FROM posts".to_owned(),
            "CREATE VIEW parsed_slugs AS SELECT (parsed(note)).major FROM posts".to_owned(),
        ]
    };
    let (old, new) = (schema("integer", "<> ''"), schema("numeric", "<> 'b'"));
    leads(
        &old.each_ref().map(String::as_str),
        &new.each_ref().map(String::as_str),
    );
}

/// On a column of another type the same words would be another expression.
#[test]
fn an_index_on_an_expression_comes_back_when_the_type_is_back() {
    leads(
        &[
            "CREATE TABLE posts (id integer PRIMARY KEY, date timestamp NOT NULL)",
            "CREATE INDEX by_date ON posts (date(date))",
        ],
        &[
            "CREATE TABLE posts (id integer PRIMARY KEY, date date NOT NULL)",
            "CREATE INDEX by_date ON posts (date)",
        ],
    );
}

#[test]
fn a_check_and_a_foreign_key_stand_on_columns_of_another_kind() {
    let schema = |ty: &str| {
        [
            format!("CREATE TABLE posts (id {ty} PRIMARY KEY, code {ty} CHECK (code <> '7'))"),
            format!("CREATE TABLE tags (post {ty} REFERENCES posts (id))"),
            "CREATE INDEX some_codes ON posts (id) WHERE code <> '9'".to_owned(),
        ]
    };
    let (old, new) = (schema("integer"), schema("text"));
    leads(
        &old.each_ref().map(String::as_str),
        &new.each_ref().map(String::as_str),
    );
}

#[test]
fn a_key_and_a_new_table_that_points_at_it_go_back_together() {
    leads(
        &["CREATE TABLE posts (id integer PRIMARY KEY, code text NOT NULL)"],
        &[
            "CREATE TABLE posts (id integer PRIMARY KEY, code text NOT NULL CONSTRAINT one UNIQUE)",
            "CREATE TABLE answers (id integer PRIMARY KEY, code text REFERENCES posts (code))",
        ],
    );
}

#[test]
fn other_engines_have_views_and_triggers_too() {
    let schema = |ty: &str, column: &str| {
        [
            format!("CREATE TABLE posts (id integer PRIMARY KEY, {column} {ty}, score integer)"),
            format!("CREATE VIEW listed AS SELECT id, {column} FROM posts"),
            "CREATE VIEW top AS SELECT id FROM listed".to_owned(),
            "CREATE TRIGGER noted AFTER INSERT ON posts FOR EACH ROW DELETE FROM others".to_owned(),
        ]
    };
    for dialect in [Dialect::MySql, Dialect::MariaDb, Dialect::Sqlite] {
        let (mut old, mut new) = (schema("integer", "size"), schema("varchar(9)", "length"));
        for all in [&mut old, &mut new] {
            if dialect == Dialect::Sqlite {
                all[3] = all[3].replace("DELETE FROM others", "BEGIN DELETE FROM others; END");
            }
        }
        let others = "CREATE TABLE others (id integer PRIMARY KEY)";
        let with = |all: &[String; 4]| -> Vec<String> {
            [others.to_owned()]
                .into_iter()
                .chain(all.iter().cloned())
                .collect()
        };
        let (old, new) = (with(&old), with(&new));
        leads_with(
            dialect,
            &old.iter().map(String::as_str).collect::<Vec<_>>(),
            &new.iter().map(String::as_str).collect::<Vec<_>>(),
            |schema| renames_column(schema, "posts", "length", "size"),
        );
    }
}

#[test]
fn a_function_with_another_argument_never_stands_beside_the_old_one() {
    let schema = |code: &str, ok: &str| {
        [
            format!("CREATE FUNCTION code(v {code}) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT 'c-' || v::text $$"),
            format!("CREATE FUNCTION ok({ok}) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT $1 <> '' $$"),
            "CREATE TABLE thing (id int PRIMARY KEY, code text NOT NULL DEFAULT code(7), CONSTRAINT c_ok CHECK (ok(code)))".to_owned(),
            "CREATE INDEX thing_code ON thing (code(id))".to_owned(),
            "CREATE VIEW good AS SELECT id FROM thing WHERE ok(code)".to_owned(),
            "INSERT INTO thing (id) VALUES (1)".to_owned(),
        ]
    };
    let old = schema("integer", "v text");
    let new = schema("bigint", "w text, flag boolean DEFAULT true");
    let (old, new) = (
        old.each_ref().map(String::as_str),
        new.each_ref().map(String::as_str),
    );
    leads(&old, &new);
    leads(&new, &old);
}
