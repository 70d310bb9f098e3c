//! Plans that each engine takes: pairs of schemas that showed what it refuses. On every engine of the run, with rows, forth and
//! back, in phases and in place, compared in our words and in the engine's.

use crate::engines::{Side, describe, planned_on, planned_with, statements};
use erd_core::Dialect;
use erd_migrate::PlanOptions;
use testkit::{Engine, Scratch};

/// From one list of statements to the other; `rows` are what the old schema holds. `told` is what a query says afterwards.
struct Pair<'a> {
    old: &'a [&'a str],
    rows: &'a [&'a str],
    new: &'a [&'a str],
    told: Option<[&'a str; 2]>,
    renamed: &'a [[&'a str; 3]],
}

impl Pair<'_> {
    fn made(engine: &Engine, statements: &[&str]) -> Scratch {
        let mut db = Scratch::on(engine);
        for sql in statements {
            if let Err(error) = db.execute(sql) {
                panic!("{engine}: {error}");
            }
        }
        db
    }

    /// The statements that lead there in place.
    fn on(&self, engine: &Engine) -> Vec<String> {
        let side = |statements| {
            Side::of(&mut Self::made(engine, statements))
                .unwrap_or_else(|error| panic!("{engine}: {error}"))
        };
        let sides = [side(self.old), side(self.new)];
        let mut said = Vec::new();
        for in_place in [false, true] {
            said = self
                .tried(engine, &sides, in_place)
                .unwrap_or_else(|error| panic!("{engine}, in place: {in_place}: {error}"));
        }
        said
    }

    fn tried(
        &self,
        engine: &Engine,
        [before, after]: &[Side; 2],
        in_place: bool,
    ) -> Result<Vec<String>, String> {
        let wanted = after.renamed(self.renamed.iter().copied())?;
        let plan = planned_on(engine, &before.schema, &wanted, in_place)?;
        let mut db = Self::made(engine, &[self.old, self.rows].concat());
        before.leads_to(after, &mut db, &plan, self.told)?;
        Ok(statements(&plan))
    }
}

fn leads(dialects: &[Dialect], since: u32, old: &[&str], rows: &[&str], new: &[&str]) {
    told(dialects, since, old, rows, new, None);
}

fn told(
    dialects: &[Dialect],
    since: u32,
    old: &[&str],
    rows: &[&str],
    new: &[&str],
    told: Option<[&str; 2]>,
) {
    for engine in testkit::engines() {
        if dialects.contains(&engine.dialect()) && engine.release().0 >= since {
            let pair = Pair {
                old,
                rows,
                new,
                told,
                renamed: &[],
            };
            pair.on(&engine);
        }
    }
}

/// Both ways.
fn both(dialects: &[Dialect], since: u32, old: &[&str], rows: &[&str], new: &[&str]) {
    leads(dialects, since, old, rows, new);
    leads(dialects, since, new, rows, old);
}

const POSTGRES: &[Dialect] = &[Dialect::Postgres];
const FAMILY: &[Dialect] = &[Dialect::MySql, Dialect::MariaDb];
const MY: &[Dialect] = &[Dialect::MySql];

#[test]
fn what_a_table_inherits_comes_changes_and_goes_with_its_parent() {
    let child = "CREATE TABLE child (b int) INHERITS (base)";
    let grandchild = "CREATE TABLE grandchild (d int) INHERITS (child)";
    let base = |columns: &str| format!("CREATE TABLE base (id int primary key, {columns})");
    let rows = [
        "INSERT INTO base (id, a) VALUES (1, 5)",
        "INSERT INTO grandchild (id, a, b, d) VALUES (2, 6, 7, 8)",
    ];
    for (old, new) in [
        (
            "a int",
            "a bigint not null default 0, c text default 'q', constraint a_ck check (a > 0)",
        ),
        ("a int", "a int not null"),
        ("a int default 3", "a int default 4"),
        ("a int, c text", "a varchar(9)"),
        ("a int", "a int, g int generated always as (a * 2) stored"),
        (
            "a int, constraint k check (a < 9)",
            "a int, constraint k check (a < 99)",
        ),
        (
            "a int, constraint k check (a < 9)",
            "a int, constraint l check (a < 9)",
        ),
    ] {
        let (old, new) = (base(old), base(new));
        both(
            POSTGRES,
            14,
            &[&old, child, grandchild],
            &rows,
            &[&new, child, grandchild],
        );
    }
    // What a child has otherwise stays its own.
    let (old, new) = (base("a int default 3"), base("a int default 4"));
    let own = "ALTER TABLE child ALTER a SET DEFAULT 7";
    both(
        POSTGRES,
        14,
        &[&old, child, own],
        &rows[..1],
        &[&new, child, own],
    );
    let (old, new) = (base("a int, z int"), base("a int"));
    leads(
        POSTGRES,
        14,
        &[&old, "CREATE TABLE child (b int) INHERITS (base)"],
        &rows[..1],
        &[&new, child],
    );
}

#[test]
fn a_name_is_inherited_too() {
    for engine in testkit::engines_of(Dialect::Postgres) {
        let pair = Pair {
            old: &[
                "CREATE TABLE base (id int primary key, a int)",
                "CREATE TABLE child (b int) INHERITS (base)",
            ],
            rows: &["INSERT INTO child VALUES (1, 2, 3)"],
            new: &[
                "CREATE TABLE base (id int primary key, amount int)",
                "CREATE TABLE child (b int) INHERITS (base)",
                "CREATE INDEX child_amount ON child (amount)",
            ],
            told: Some(["SELECT amount::text FROM base", "2"]),
            renamed: &[["base", "amount", "a"]],
        };
        pair.on(&engine);
    }
}

#[test]
fn what_a_partition_has_becomes_part_of_what_its_table_gets() {
    let event =
        "CREATE TABLE event (id bigint not null, at int not null, p int) PARTITION BY RANGE (at)";
    let parts = [
        "CREATE TABLE event_1 PARTITION OF event FOR VALUES FROM (1) TO (2)",
        "CREATE TABLE event_2 PARTITION OF event FOR VALUES FROM (2) TO (3)",
        "CREATE TABLE par (id int primary key)",
    ];
    let rows = [
        "INSERT INTO par VALUES (1)",
        "INSERT INTO event VALUES (1, 1, 1), (2, 2, NULL)",
    ];
    let with = |all: &[&'static str]| [&[event][..], &parts, all].concat();
    for (own, whole) in [
        (
            "CREATE INDEX event_1_id ON event_1 (id)",
            "CREATE INDEX event_id ON event (id)",
        ),
        (
            "CREATE UNIQUE INDEX event_1_id ON event_1 (id, at)",
            "CREATE UNIQUE INDEX event_id ON event (id, at)",
        ),
        (
            "CREATE INDEX event_1_id ON event_1 (lower(id::text)) WHERE id > 0",
            "CREATE INDEX event_id ON event (lower(id::text)) WHERE id > 0",
        ),
        (
            "ALTER TABLE event_1 ADD CONSTRAINT event_1_k UNIQUE (id, at)",
            "ALTER TABLE event ADD CONSTRAINT event_k UNIQUE (id, at)",
        ),
        (
            "ALTER TABLE event_1 ADD CONSTRAINT event_1_k PRIMARY KEY (id, at)",
            "ALTER TABLE event ADD CONSTRAINT event_k PRIMARY KEY (id, at)",
        ),
        (
            "ALTER TABLE event_1 ADD CONSTRAINT event_1_fk FOREIGN KEY (p) REFERENCES par (id)",
            "ALTER TABLE event ADD CONSTRAINT event_fk FOREIGN KEY (p) REFERENCES par (id)",
        ),
    ] {
        // The server says of both that they are the table's.
        both(POSTGRES, 14, &with(&[own]), &rows, &with(&[own, whole]));
        both(POSTGRES, 14, &with(&[whole]), &rows, &with(&[]));
    }
}

#[test]
fn nothing_keeps_the_name_that_it_had_aside() {
    let table = "CREATE TABLE t (id int not null, n int not null) PARTITION BY RANGE (id)";
    let part = "CREATE TABLE t_1 PARTITION OF t FOR VALUES FROM (1) TO (9)";
    let unique = |columns: &str| format!("ALTER TABLE t ADD CONSTRAINT k UNIQUE ({columns})");
    let (old, new) = (unique("id"), unique("id, n"));
    for engine in testkit::engines_of(Dialect::Postgres) {
        let pair = Pair {
            old: &[table, part, &old],
            rows: &["INSERT INTO t VALUES (1, 1)"],
            new: &[table, part, &new],
            told: Some([
                "SELECT count(*)::text FROM pg_class WHERE relname LIKE '%erd%'",
                "0",
            ]),
            renamed: &[],
        };
        pair.on(&engine);
    }
}

#[test]
fn a_function_gets_an_argument_under_a_domain() {
    let old =
        "CREATE FUNCTION ok(v text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT v <> '' $$";
    let new = "CREATE FUNCTION ok(w text, flag boolean DEFAULT true) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT w <> '' and flag $$";
    let rest = [
        "CREATE DOMAIN code AS text CONSTRAINT code_ok CHECK (ok(VALUE)) CONSTRAINT code_short CHECK (length(VALUE) < 9)",
        "CREATE TABLE thing (id int primary key, code code not null default 'c')",
        "CREATE INDEX thing_code ON thing (code)",
    ];
    let rows = ["INSERT INTO thing (id) VALUES (1)"];
    let other = "CREATE DOMAIN code AS text CONSTRAINT code_ok CHECK (ok(VALUE)) CONSTRAINT code_short CHECK (length(VALUE) < 99)";
    both(
        POSTGRES,
        14,
        &[&[old][..], &rest].concat(),
        &rows,
        &[&[new][..], &rest].concat(),
    );
    both(
        POSTGRES,
        14,
        &[&[old][..], &rest].concat(),
        &rows,
        &[new, other, rest[1], rest[2]],
    );
}

#[test]
fn a_virtual_column_becomes_a_plain_one_with_its_values() {
    let t = |column: &str| {
        format!("CREATE TABLE t (id int primary key, n int, g {column}, CHECK (g < 99))")
    };
    let rows = ["INSERT INTO t (id, n) VALUES (1, 21)"];
    let old = t("int GENERATED ALWAYS AS (n * 2) VIRTUAL");
    for new in [
        "int",
        "int NOT NULL DEFAULT 3",
        "bigint",
        "int GENERATED ALWAYS AS (n * 2) STORED",
    ] {
        let query = Some(["SELECT g::text FROM t", "42"]);
        told(POSTGRES, 18, &[&old], &rows, &[&t(new)], query);
    }
    let old = t("int GENERATED ALWAYS AS (n * 2) STORED");
    for new in ["int", "int NOT NULL DEFAULT 3", "bigint DEFAULT 4"] {
        let query = Some(["SELECT g::text FROM t", "42"]);
        told(POSTGRES, 14, &[&old], &rows, &[&t(new)], query);
    }
}

#[test]
fn what_takes_long_has_no_limit() {
    let old = "CREATE TABLE t (id integer PRIMARY KEY, n integer)";
    for new in [
        "CREATE TABLE t (id integer PRIMARY KEY, n integer, g integer GENERATED ALWAYS AS (n * 2) STORED)",
        "CREATE TABLE t (id integer PRIMARY KEY, n integer, g integer GENERATED ALWAYS AS IDENTITY)",
        "CREATE TABLE t (id integer PRIMARY KEY, n integer, EXCLUDE (n WITH =))",
    ] {
        for engine in testkit::engines_of(Dialect::Postgres) {
            let before =
                describe(&mut Pair::made(&engine, &[old]), Dialect::Postgres).expect("a schema");
            let after =
                describe(&mut Pair::made(&engine, &[new]), Dialect::Postgres).expect("a schema");
            let plan = planned_with(&before, &after, Dialect::Postgres, PlanOptions::default())
                .expect("a plan");
            for op in plan.ops() {
                let long = !op.rewrites.is_empty() || !op.scans.is_empty();
                assert_eq!(op.timeouts.statement_ms.is_none(), long, "{}", op.title);
            }
        }
    }
}

#[test]
fn a_constraint_becomes_a_partial_index_and_back() {
    let t = "CREATE TABLE t (id int primary key, a int not null, gone timestamptz";
    let live = "CREATE UNIQUE INDEX t_a ON t (a) WHERE gone IS NULL";
    let (old, new) = (format!("{t}, CONSTRAINT t_a UNIQUE (a))"), format!("{t})"));
    both(
        POSTGRES,
        14,
        &[&old],
        &["INSERT INTO t (id, a) VALUES (1, 1)"],
        &[&new, live],
    );
    let without = "CREATE TABLE t (id int primary key, a int not null, CONSTRAINT t_a UNIQUE (a))";
    leads(
        POSTGRES,
        14,
        &[without],
        &["INSERT INTO t (id, a) VALUES (1, 1)"],
        &[&new, live],
    );
    leads(
        POSTGRES,
        14,
        &[&new, live],
        &["INSERT INTO t (id, a) VALUES (1, 1)"],
        &[without],
    );
}

#[test]
fn a_referenced_column_gets_numbers() {
    let kid = "CREATE TABLE kid (id int primary key, p int, CONSTRAINT kid_p FOREIGN KEY (p) REFERENCES par (id))";
    let par = |more: &str| {
        format!(
            "CREATE TABLE par (id int not null {more} primary key, up int, CONSTRAINT par_up FOREIGN KEY (up) REFERENCES par (id))"
        )
    };
    let rows = [
        "INSERT INTO par (id) VALUES (3)",
        "INSERT INTO kid VALUES (1, 3)",
    ];
    both(
        FAMILY,
        0,
        &[&par(""), kid],
        &rows,
        &[&par("auto_increment"), kid],
    );
}

#[test]
fn a_referenced_text_gets_longer() {
    let kid = "CREATE TABLE kid (id int primary key, p varchar(40), CONSTRAINT kid_p FOREIGN KEY (p) REFERENCES par (code))";
    let par = |len: u32| format!("CREATE TABLE par (code varchar({len}) not null primary key)");
    let rows = [
        "INSERT INTO par VALUES ('a')",
        "INSERT INTO kid VALUES (1, 'a')",
    ];
    both(FAMILY, 0, &[&par(20), kid], &rows, &[&par(30), kid]);
    both(FAMILY, 0, &[&par(20), kid], &rows, &[&par(90), kid]);
}

#[test]
fn a_column_is_computed_at_another_time() {
    let kinds = [
        "bigint",
        "bigint GENERATED ALWAYS AS (va * vb) STORED",
        "bigint GENERATED ALWAYS AS (va * vb) VIRTUAL",
    ];
    let t = |kind: &str| {
        format!(
            "CREATE TABLE t3 (id int not null auto_increment, va int not null default 0, st {kind}, vb int not null default 0, primary key (id), unique key u (st), key two (va, st), CONSTRAINT few CHECK (st < 99))"
        )
    };
    for old in kinds {
        for new in kinds {
            let computed = old != "bigint";
            let query = computed.then_some(["SELECT sum(st) FROM t3", "14"]);
            told(
                FAMILY,
                0,
                &[&t(old)],
                &["insert into t3 (va,vb) values (1,2),(3,4)"],
                &[&t(new)],
                query,
            );
        }
    }
}

#[test]
fn the_members_of_a_set_stand_in_another_order() {
    let img = |set: &str| {
        format!("CREATE TABLE img (id int primary key, s set({set}) not null, KEY img_s (s))")
    };
    for new in ["'y','x'", "'z','y','x'", "'x','y','z'"] {
        told(
            FAMILY,
            0,
            &[&img("'x','y'")],
            &["insert into img values (1,'x,y')"],
            &[&img(new)],
            Some([
                "SELECT find_in_set('x', s) > 0 AND find_in_set('y', s) > 0 FROM img",
                "1",
            ]),
        );
    }
}

#[test]
fn an_indexed_text_becomes_one_that_no_index_has_whole() {
    let t = |columns: &str| format!("CREATE TABLE t (id int primary key, {columns})");
    for (old, new) in [
        ("a varchar(50), KEY k (a)", "a text, KEY k (a(10))"),
        (
            "a varchar(50), b varchar(50), KEY k (a, b)",
            "a text, b text, KEY k (a(10), b(10))",
        ),
        (
            "a varchar(50), UNIQUE KEY k (a)",
            "a text, UNIQUE KEY k (a(10))",
        ),
        ("a varchar(50), KEY k (a)", "a text"),
        ("a varchar(50)", "a text, KEY k (a(10))"),
    ] {
        let (old, new) = (t(old), t(new));
        both(
            FAMILY,
            0,
            &[&old],
            &["INSERT INTO t (id, a) VALUES (1, 'x')"],
            &[&new],
        );
    }
}

#[test]
fn a_text_has_a_default() {
    let t = |columns: &str| format!("CREATE TABLE t (id int primary key{columns})");
    for (old, new) in [
        ("", ", a text DEFAULT ('x')"),
        ("", ", a text NOT NULL DEFAULT ('x')"),
        (", a text", ", a text DEFAULT ('x')"),
        (", a text DEFAULT ('y')", ", a text DEFAULT ('x')"),
        ("", ", a json DEFAULT ('{}')"),
        ("", ", a blob DEFAULT ('x')"),
    ] {
        both(
            FAMILY,
            0,
            &[&t(old)],
            &["INSERT INTO t (id) VALUES (1)"],
            &[&t(new)],
        );
    }
}

#[test]
fn changes_beside_a_spatial_index_and_partitions() {
    let spatial = |columns: &str| {
        format!(
            "CREATE TABLE t (id int primary key, g point NOT NULL, SPATIAL KEY gx (g), n int {columns})"
        )
    };
    let parted = |columns: &str| {
        format!(
            "CREATE TABLE t (id int primary key, n int {columns}) PARTITION BY HASH (id) PARTITIONS 2"
        )
    };
    let rows = ["INSERT INTO t (id, g, n) VALUES (1, ST_GeomFromText('POINT(1 1)'), 1)"];
    let plain = ["INSERT INTO t (id, n) VALUES (1, 1)"];
    for new in [
        ", x int",
        ", x int DEFAULT 3",
        ", x int GENERATED ALWAYS AS (n + 1) VIRTUAL",
        ", x int GENERATED ALWAYS AS (n + 1) STORED",
        "NOT NULL",
        "NOT NULL DEFAULT 3",
        ", KEY nx (n)",
        ", UNIQUE KEY nx (n, id)",
        ", CONSTRAINT nc CHECK (n > 0)",
        "COMMENT 'x'",
    ] {
        both(FAMILY, 0, &[&spatial("")], &rows, &[&spatial(new)]);
        both(FAMILY, 0, &[&parted("")], &plain, &[&parted(new)]);
    }
    let functional = ", KEY nx ((n + 1))";
    both(MY, 0, &[&spatial("")], &rows, &[&spatial(functional)]);
    both(MY, 0, &[&parted("")], &plain, &[&parted(functional)]);
}
