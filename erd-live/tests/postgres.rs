//! PostgreSQL: everything that a database may hold comes back, and makes the same database again.

#[path = "support/postgres.rs"]
mod support;

use erd_core::Dialect;
use erd_core::Engine;
use erd_core::schema::{ObjectKind, Schema};
use support::{Connection, assert_same, nothing_is_lost, script};
use testkit::engines_of;

/// Statements that make one of everything, each with the first version that has it.
const EVERYTHING: &[(u32, &str)] = &[
    (14, "CREATE SCHEMA \"odd \"\" schema\""),
    (14, "CREATE SCHEMA app"),
    (14, "CREATE SCHEMA empty"),
    (14, "COMMENT ON SCHEMA app IS 'the application''s'"),
    (14, "CREATE COLLATION german (locale = 'C')"),
    (14, "CREATE TYPE mood AS ENUM ('sad', 'it''s ok', 'happy')"),
    (14, "CREATE TYPE app.size AS ENUM ('s', 'm')"),
    (14, "COMMENT ON TYPE app.size IS 'how large'"),
    (14, "CREATE TYPE unused AS ENUM ('a', 'b')"),
    (
        14,
        "CREATE TYPE pair AS (a integer, \"b c\" text COLLATE german, m mood)",
    ),
    (14, "COMMENT ON COLUMN pair.a IS 'first'"),
    (
        14,
        "CREATE TYPE floats AS RANGE (subtype = float8, subtype_diff = float8mi)",
    ),
    (
        14,
        "CREATE DOMAIN positive AS integer DEFAULT 1 NOT NULL CONSTRAINT positive_check CHECK (VALUE > 0)",
    ),
    (
        14,
        "ALTER DOMAIN positive ADD CONSTRAINT small CHECK (VALUE < 1000) NOT VALID",
    ),
    (
        14,
        "COMMENT ON CONSTRAINT small ON DOMAIN positive IS 'old rows are larger'",
    ),
    (14, "CREATE DOMAIN app.label AS varchar(20) COLLATE german"),
    (
        14,
        "CREATE SEQUENCE shared AS integer START WITH 5 INCREMENT BY 5 MAXVALUE 1000 CACHE 3 CYCLE",
    ),
    (14, "COMMENT ON SEQUENCE shared IS 'for two tables'"),
    (
        14,
        "CREATE FUNCTION low(t text) RETURNS text LANGUAGE sql IMMUTABLE STRICT AS 'SELECT lower(t)'",
    ),
    (14, "COMMENT ON FUNCTION low(text) IS 'small letters'"),
    (
        14,
        "CREATE FUNCTION app.two(integer DEFAULT 2, VARIADIC rest text[] DEFAULT '{}') RETURNS integer LANGUAGE sql AS $f$ SELECT $1 $f$",
    ),
    (
        14,
        "CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.changed = now(); RETURN NEW; END $$",
    ),
    (
        14,
        "CREATE PROCEDURE app.clean(IN days integer) LANGUAGE sql AS 'SELECT 1'",
    ),
    (
        14,
        "CREATE AGGREGATE app.total(integer) (SFUNC = int4pl, STYPE = integer, INITCOND = '0')",
    ),
    (
        14,
        "CREATE OPERATOR public.=== (FUNCTION = int4eq, LEFTARG = integer, RIGHTARG = integer, COMMUTATOR = OPERATOR(public.===))",
    ),
    (14, "CREATE CAST (pair AS text) WITH INOUT AS ASSIGNMENT"),
    (
        14,
        "CREATE TEXT SEARCH DICTIONARY words (TEMPLATE = simple)",
    ),
    (
        14,
        "CREATE TEXT SEARCH CONFIGURATION app.plain (PARSER = default)",
    ),
    (
        14,
        "ALTER TEXT SEARCH CONFIGURATION app.plain ADD MAPPING FOR asciiword, word WITH words",
    ),
    (14, "CREATE DOMAIN app.counted AS bigint CHECK (VALUE >= 0)"),
    (14, "CREATE SEQUENCE numbered_id_seq"),
    (14, "CREATE SEQUENCE \"of text\""),
    (14, "CREATE SEQUENCE unused_by_default"),
    (
        14,
        "CREATE TABLE numbered (id app.counted PRIMARY KEY DEFAULT nextval('numbered_id_seq'), \
          shard varchar(20) NOT NULL DEFAULT nextval('\"of text\"'), \"a b\" bigint)",
    ),
    (14, "ALTER SEQUENCE numbered_id_seq OWNED BY numbered.id"),
    (14, "ALTER SEQUENCE \"of text\" OWNED BY numbered.shard"),
    (
        14,
        "ALTER SEQUENCE unused_by_default OWNED BY numbered.\"a b\"",
    ),
    (
        14,
        "CREATE TABLE \"odd \"\" schema\".\"user\" (\"select\" serial PRIMARY KEY, \"from \"\"where\" text, \"ünïcödé\" integer)",
    ),
    (
        14,
        "CREATE TABLE users (id bigint GENERATED ALWAYS AS IDENTITY (START WITH 100 INCREMENT BY 10) PRIMARY KEY, \
          name app.label NOT NULL, mail text COLLATE german, size app.size DEFAULT 'm', sizes app.size[], moods mood[] DEFAULT '{sad}', \
          age positive, both_ pair, span floats, n numeric(6,2), fine numeric(300, 20), at timestamptz(3) DEFAULT now(), day date DEFAULT CURRENT_DATE, \
          bits bit varying(7), money_ money, tags varchar(10)[], json_ json, addr inet, v tsvector GENERATED ALWAYS AS (to_tsvector('english'::regconfig, name)) STORED, \
          changed timestamp)",
    ),
    (
        14,
        "ALTER TABLE users ALTER COLUMN mail SET STORAGE EXTERNAL, ALTER COLUMN tags SET COMPRESSION pglz",
    ),
    (14, "COMMENT ON TABLE users IS 'people'"),
    (
        14,
        "COMMENT ON COLUMN users.name IS 'a \\ backslash and ''quotes'''",
    ),
    (
        14,
        "CREATE INDEX users_low ON users (low(mail) text_pattern_ops DESC NULLS LAST, n)",
    ),
    (
        14,
        "CREATE INDEX users_collated ON users (mail COLLATE \"C\")",
    ),
    (
        14,
        "CREATE INDEX users_brin ON users USING brin (at) WITH (pages_per_range = 4)",
    ),
    (
        14,
        "CREATE UNIQUE INDEX users_partial ON users (name) INCLUDE (n, day) WHERE age > 3",
    ),
    (14, "COMMENT ON INDEX users_low IS 'for searches'"),
    (14, "COMMENT ON INDEX users_pkey IS 'of the key'"),
    (14, "CREATE INDEX users_gin ON users USING gin (v)"),
    (
        14,
        "CREATE STATISTICS users_stats (ndistinct, dependencies) ON n, day FROM users",
    ),
    (14, "ALTER STATISTICS users_stats SET STATISTICS 50"),
    (
        14,
        "CREATE TRIGGER touch BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION touch()",
    ),
    (14, "COMMENT ON TRIGGER touch ON users IS 'keeps changed'"),
    (
        14,
        "CREATE TRIGGER off BEFORE INSERT OR UPDATE OF n ON users FOR EACH ROW WHEN (NEW.n > 1) EXECUTE FUNCTION touch()",
    ),
    (14, "ALTER TABLE users DISABLE TRIGGER off"),
    (
        14,
        "CREATE TRIGGER always AFTER DELETE ON users REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION touch()",
    ),
    (14, "ALTER TABLE users ENABLE ALWAYS TRIGGER always"),
    (14, "ALTER TABLE users ENABLE ROW LEVEL SECURITY"),
    (
        14,
        "CREATE POLICY own ON users AS RESTRICTIVE FOR UPDATE TO postgres, PUBLIC USING (id > 0) WITH CHECK (id > 1)",
    ),
    (
        14,
        "CREATE RULE quiet AS ON DELETE TO users WHERE OLD.id = 1 DO INSTEAD NOTHING",
    ),
    (
        14,
        "CREATE TABLE app.orders (id serial, user_id bigint, number integer DEFAULT nextval('shared'), again integer DEFAULT nextval('shared'), \
          during int4range, note text CONSTRAINT noted CHECK (low(note) <> 'x') NO INHERIT, \
          CONSTRAINT \"orders key\" PRIMARY KEY (id) INCLUDE (note) DEFERRABLE, \
          CONSTRAINT numbers UNIQUE (number, again) DEFERRABLE INITIALLY DEFERRED, \
          CONSTRAINT plain UNIQUE (again, number), \
          EXCLUDE USING gist (during WITH &&) WHERE (id > 0) DEFERRABLE INITIALLY DEFERRED) WITH (fillfactor = 70, autovacuum_enabled = false)",
    ),
    (
        14,
        "ALTER TABLE app.orders ALTER COLUMN id DROP DEFAULT, ALTER COLUMN id SET DEFAULT nextval('app.orders_id_seq')",
    ),
    (14, "ALTER SEQUENCE app.orders_id_seq RENAME TO \"old seq\""),
    (14, "COMMENT ON SEQUENCE app.\"old seq\" IS 'renamed'"),
    (
        14,
        "ALTER TABLE app.orders ADD CONSTRAINT late CHECK (id > 5) NOT VALID",
    ),
    (14, "COMMENT ON CONSTRAINT late ON app.orders IS 'not yet'"),
    (14, "ALTER TABLE app.orders FORCE ROW LEVEL SECURITY"),
    (
        14,
        "CREATE TABLE lines (order_id integer, line integer, parent_order integer, parent_line integer, a integer, b integer, \
          PRIMARY KEY (order_id, line), \
          CONSTRAINT full_match FOREIGN KEY (parent_order, parent_line) REFERENCES lines MATCH FULL ON DELETE SET NULL ON UPDATE CASCADE DEFERRABLE, \
          FOREIGN KEY (a, b) REFERENCES lines ON DELETE SET DEFAULT ON UPDATE RESTRICT)",
    ),
    (
        14,
        "ALTER TABLE lines ADD CONSTRAINT unchecked FOREIGN KEY (a, b) REFERENCES app.orders (again, number) NOT VALID",
    ),
    (
        14,
        "CREATE TABLE parent (id integer NOT NULL, kind text DEFAULT 'x'::text, CONSTRAINT kinds CHECK (kind <> 'y'))",
    ),
    (14, "CREATE TABLE child (extra text) INHERITS (parent)"),
    (
        14,
        "CREATE TABLE child2 (id integer DEFAULT 7, CONSTRAINT more CHECK (id > 1)) INHERITS (parent)",
    ),
    (
        14,
        "CREATE TABLE events (id bigint, day date, kind text COLLATE \"C\") PARTITION BY RANGE (day)",
    ),
    (14, "CREATE INDEX events_kind ON events (kind)"),
    (
        14,
        "CREATE TABLE app.events_2024 PARTITION OF events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01') PARTITION BY LIST (lower(kind))",
    ),
    (
        14,
        "CREATE TABLE events_a PARTITION OF app.events_2024 FOR VALUES IN ('a', 'b')",
    ),
    (
        14,
        "CREATE TABLE events_rest PARTITION OF app.events_2024 DEFAULT",
    ),
    (14, "CREATE TABLE events_other PARTITION OF events DEFAULT"),
    (14, "CREATE INDEX events_a_own ON events_a (day DESC)"),
    (
        14,
        "ALTER TABLE events_a ADD CONSTRAINT events_a_kind CHECK (kind <> 'c')",
    ),
    (
        14,
        "ALTER TABLE events_a ADD FOREIGN KEY (id) REFERENCES users",
    ),
    (14, "COMMENT ON TABLE events_a IS 'a and b'"),
    (
        14,
        "CREATE TRIGGER of_part BEFORE INSERT ON events_a FOR EACH ROW EXECUTE FUNCTION touch()",
    ),
    (
        14,
        "CREATE TRIGGER of_all AFTER INSERT ON events FOR EACH ROW EXECUTE FUNCTION touch()",
    ),
    (
        14,
        "CREATE TABLE listed (id bigint GENERATED BY DEFAULT AS IDENTITY, \"a region\" text, PRIMARY KEY (id, \"a region\"), UNIQUE (\"a region\", id)) PARTITION BY LIST (\"a region\")",
    ),
    (
        14,
        "CREATE TABLE listed_eu PARTITION OF listed FOR VALUES IN ('eu')",
    ),
    (
        14,
        "CREATE TABLE hashed (id bigint, t text) PARTITION BY HASH (id, t text_pattern_ops)",
    ),
    (
        14,
        "CREATE TABLE hashed_0 PARTITION OF hashed FOR VALUES WITH (MODULUS 1, REMAINDER 0)",
    ),
    (
        14,
        "CREATE VIEW app.totals AS SELECT u.id, low(u.mail) AS mail, count(*) AS n FROM users u JOIN app.orders o ON o.user_id = u.id GROUP BY u.id",
    ),
    (14, "COMMENT ON COLUMN app.totals.n IS 'how many'"),
    (
        14,
        "CREATE VIEW \"a first view\" WITH (security_barrier) AS SELECT * FROM app.totals WHERE n > 1 WITH LOCAL CHECK OPTION",
    ),
    (
        14,
        "CREATE VIEW small AS SELECT id, name FROM users WHERE id < 10 WITH CASCADED CHECK OPTION",
    ),
    (
        14,
        "ALTER VIEW small ALTER COLUMN name SET DEFAULT 'nobody'",
    ),
    (
        14,
        "CREATE VIEW deep AS WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t WHERE n < 5) SELECT n FROM t",
    ),
    (
        14,
        "CREATE MATERIALIZED VIEW snapshot WITH (fillfactor = 80) AS SELECT id, n FROM app.totals WITH NO DATA",
    ),
    (14, "CREATE UNIQUE INDEX snapshot_id ON snapshot (id)"),
    (14, "COMMENT ON MATERIALIZED VIEW snapshot IS 'nightly'"),
    (
        14,
        "CREATE FUNCTION app.of_users(u users) RETURNS SETOF app.totals LANGUAGE sql AS 'SELECT * FROM app.totals'",
    ),
    (
        14,
        "CREATE FUNCTION count_users() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT count(*) FROM users; END",
    ),
    (14, "CREATE TABLE counted (n bigint DEFAULT count_users())"),
    (14, "CREATE VIEW writable AS SELECT 1 AS one"),
    (
        14,
        "CREATE TRIGGER instead INSTEAD OF INSERT ON writable FOR EACH ROW EXECUTE FUNCTION touch()",
    ),
    (
        14,
        "CREATE CONSTRAINT TRIGGER checked AFTER INSERT ON lines DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION touch()",
    ),
    (
        14,
        "CREATE FUNCTION watch() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN END $$",
    ),
    (
        14,
        "ALTER TABLE users CLUSTER ON users_low, ALTER COLUMN n SET STATISTICS 500, ALTER COLUMN \"day\" SET (n_distinct = -0.5)",
    ),
    (14, "ALTER TABLE lines REPLICA IDENTITY FULL"),
    (
        14,
        "CREATE TABLE a_cycle (id integer PRIMARY KEY, b integer)",
    ),
    (
        14,
        "CREATE TABLE b_cycle (id integer PRIMARY KEY, a integer REFERENCES a_cycle)",
    ),
    (
        14,
        "ALTER TABLE a_cycle ADD FOREIGN KEY (b) REFERENCES b_cycle",
    ),
    (
        15,
        "CREATE TABLE newer (id integer PRIMARY KEY, a integer, b integer, UNIQUE NULLS NOT DISTINCT (a, b))",
    ),
    (
        15,
        "CREATE TABLE newest (a integer, b integer, FOREIGN KEY (a, b) REFERENCES newer (a, b) ON DELETE SET NULL (b))",
    ),
    (
        15,
        "CREATE COLLATION numeric_order (provider = icu, locale = 'en-u-kn-true', deterministic = false)",
    ),
    (
        18,
        "CREATE TABLE virtual (id integer PRIMARY KEY, twice integer GENERATED ALWAYS AS (id * 2) VIRTUAL, \
          CONSTRAINT soft CHECK (id > 0) NOT ENFORCED, a integer REFERENCES newer NOT ENFORCED)",
    ),
    // Last, because it would watch the others.
    (
        14,
        "CREATE EVENT TRIGGER watch ON ddl_command_end WHEN TAG IN ('CREATE TABLE') EXECUTE FUNCTION watch()",
    ),
    (14, "ALTER EVENT TRIGGER watch DISABLE"),
];

#[test]
fn everything_comes_back_on_every_version() {
    for place in engines_of(Dialect::Postgres) {
        let mut before = Connection::new(&place);
        let version = before.query_one("SHOW server_version_num");
        let major = version.parse::<u32>().expect("a number") / 10_000;
        let all = EVERYTHING.iter().filter(|(since, _)| *since <= major);
        before.run(all.map(|(_, sql)| *sql));
        let first = before.describe();
        assert_eq!(first.unsupported, [], "{major}");
        let kinds: Vec<_> = first.schema.objects.iter().map(|o| o.kind).collect();
        for kind in ObjectKind::ALL {
            let elsewhere = [
                ObjectKind::VirtualTable,
                ObjectKind::Event,
                ObjectKind::Extension,
                ObjectKind::Server,
                ObjectKind::ForeignTable,
            ];
            assert!(kinds.contains(kind) || elsewhere.contains(kind), "{kind:?}");
        }
        let mut after = Connection::new(&place);
        after.run(script(&first).iter().map(String::as_str));
        assert_same(&first.schema, &after.describe().schema);
        nothing_is_lost(&before, &after, &first);
        let engine = Engine::new(Dialect::Postgres, &first.version);
        let drop = erd_ddl::render_drop(&first.schema, engine).expect("it renders");
        after.run(drop.iter());
        assert_eq!(after.describe().schema, Schema::default(), "{major}");
    }
}

#[test]
fn the_session_of_the_asker_changes_nothing() {
    for place in engines_of(Dialect::Postgres) {
        let mut database = Connection::new(&place);
        database.run([
            "CREATE SCHEMA other",
            // Names that the catalog has too, in a namespace that is searched before it.
            "CREATE TABLE other.pg_class (oid oid, relname text)",
            "CREATE TABLE other.pg_depend (objid integer)",
            "CREATE FUNCTION other.format_type(oid, integer) RETURNS text LANGUAGE sql AS 'SELECT NULL::text'",
            "CREATE TABLE public.pg_type (id integer PRIMARY KEY, \"pg_catalog.x\" text DEFAULT 'a.b\"c')",
            "CREATE TABLE \"Ünï\" (\"a b\" date DEFAULT '2024-02-01', \"$$\" interval DEFAULT '1 day 02:00:00')",
        ]);
        let plain = database.describe();
        database.run([
            "SET search_path = other, pg_catalog",
            "SET DateStyle = 'German'",
            "SET IntervalStyle = 'sql_standard'",
            "SET quote_all_identifiers = on",
            "SET standard_conforming_strings = off",
            "SET default_transaction_read_only = on",
        ]);
        assert_same(&plain.schema, &database.describe().schema);
        assert_eq!(plain.schema.tables.len(), 4);
        assert_eq!(plain.unsupported, []);
        // The settings are the asker's again.
        assert_eq!(database.query_one("SHOW search_path"), "other, pg_catalog");
    }
}

#[test]
fn a_table_without_columns_is_named() {
    for place in engines_of(Dialect::Postgres) {
        let mut database = Connection::new(&place);
        database.run(["CREATE SCHEMA app", "CREATE TABLE app.bare ()"]);
        let found = database.describe();
        assert_eq!(found.schema.tables, []);
        let named: Vec<_> = found.unsupported.iter().map(ToString::to_string).collect();
        assert_eq!(
            named,
            ["other object: table without columns app.bare [other_object]"]
        );
    }
}

#[test]
fn an_account_without_rights_reads_the_same_and_a_closed_door_is_named() {
    for place in engines_of(Dialect::Postgres) {
        let mut database = Connection::new(&place);
        let role = format!("erd_nobody_{}", std::process::id());
        database.run([
            "CREATE SCHEMA hidden",
            "CREATE TABLE hidden.t (id serial PRIMARY KEY, secret text DEFAULT 'x')",
            "CREATE VIEW hidden.v AS SELECT id FROM hidden.t",
            "REVOKE ALL ON SCHEMA hidden FROM PUBLIC",
            &format!("CREATE ROLE {role} LOGIN"),
        ]);
        let all = database.describe();
        database.run([format!("SET ROLE {role}").as_str()]);
        assert_same(&all.schema, &database.describe().schema);
        database.run([
            "RESET ROLE",
            "REVOKE SELECT ON pg_catalog.pg_class FROM PUBLIC",
        ]);
        database.run([format!("SET ROLE {role}").as_str()]);
        let error = erd_live::describe(&mut database, Dialect::Postgres)
            .expect_err("the catalog is closed")
            .to_string();
        assert!(
            error.starts_with("cannot read ") && error.contains("permission denied for"),
            "{error}"
        );
        database.run([
            "RESET ROLE",
            "GRANT SELECT ON pg_catalog.pg_class TO PUBLIC",
            &format!("DROP OWNED BY {role}"),
            &format!("DROP ROLE {role}"),
        ]);
    }
}

#[test]
fn a_thousand_tables_take_no_more_queries_than_one() {
    let Some(place) = engines_of(Dialect::Postgres).into_iter().next() else {
        return;
    };
    let mut database = Connection::new(&place);
    let table = |n: usize| {
        format!(
            "CREATE TABLE t{n} (id bigserial PRIMARY KEY, parent bigint REFERENCES t{}, name text UNIQUE CHECK (name <> ''), at timestamptz DEFAULT now());
             CREATE INDEX t{n}_at ON t{n} (at) WHERE name IS NOT NULL;
             COMMENT ON TABLE t{n} IS 'number {n}'",
            n.saturating_sub(1)
        )
    };
    database.run([table(0).as_str()]);
    assert_eq!(database.describe().schema.tables.len(), 1);
    let queries = database.queries;
    let rest: Vec<_> = (1..1000).map(table).collect();
    database.run(rest.iter().map(String::as_str));
    let started = std::time::Instant::now();
    let found = database.describe();
    println!("1,000 tables in {:?}", started.elapsed());
    assert_eq!(found.schema.tables.len(), 1000);
    assert_eq!(found.schema.tables[999].indexes.len(), 2);
    assert_eq!(database.queries, queries);
}

#[test]
fn the_collation_of_an_expression_is_kept() {
    for place in engines_of(Dialect::Postgres) {
        let mut before = Connection::new(&place);
        before.run([
            "CREATE TABLE names (given text, family text COLLATE \"C\", number integer)",
            "CREATE INDEX a ON names (lower(given) COLLATE \"C\", (given || family) COLLATE \"POSIX\" DESC)",
            "CREATE INDEX b ON names (lower(given), lower(family), (number + 1))",
            "CREATE INDEX c ON names (given COLLATE \"C\", family)",
        ]);
        let found = before.describe();
        let of = |index: usize| -> Vec<Option<&str>> {
            let keys = found.schema.tables[0].indexes[index].keys.iter();
            keys.map(|key| key.collation.as_deref()).collect()
        };
        assert_eq!(of(0), [Some("C"), Some("POSIX")]);
        assert_eq!(
            of(1),
            [None; 3],
            "an expression's own collation is not said"
        );
        assert_eq!(of(2), [Some("C"), None]);
        let mut after = Connection::new(&place);
        after.run(script(&found).iter().map(String::as_str));
        assert_same(&found.schema, &after.describe().schema);
    }
}
