//! Keys and references.

use super::{ALL, UNINDEXED, each, each_declared, loud, quiet};
use erd_core::Dialect::{MariaDb, Postgres};
use erd_core::Level;
use erd_core::Site;
use erd_core::schema::Allow;

const P: &str = "CREATE TABLE p (id integer NOT NULL PRIMARY KEY)";

/// squawk #137, #272, #407: a text without a length, a small number on purpose, and a reference that has the type of its
/// key, however small that is. Only a key that the database counts up is asked for its size.
#[test]
fn e06_types_that_are_small_on_purpose() {
    quiet(
        ALL,
        &[
            P,
            "CREATE TABLE c (id integer NOT NULL PRIMARY KEY, p integer NOT NULL, size smallint NOT NULL, note text NOT NULL, FOREIGN KEY (p) REFERENCES p (id))",
            "CREATE INDEX i ON c (p)",
        ],
        &["F03", "F04", "K03", "T05", "T06", "T07"],
    );
    loud(
        &[Postgres],
        &["CREATE TABLE t (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY)"],
        &[("K03", "t.id")],
    );
}

/// `active_record_doctor` #156, #157, #212; splinter #90; Prisma language-tools #1387: the key itself is the index.
#[test]
fn e07_a_key_covers_its_references() {
    quiet(
        UNINDEXED,
        &[
            P,
            "CREATE TABLE a (id integer NOT NULL PRIMARY KEY REFERENCES p (id))",
            "CREATE TABLE b (p integer NOT NULL REFERENCES p (id), n integer NOT NULL, PRIMARY KEY (p, n))",
            "CREATE TABLE c (id integer NOT NULL PRIMARY KEY, p integer NOT NULL UNIQUE REFERENCES p (id))",
        ],
        &["F01", "F02"],
    );
    loud(
        UNINDEXED,
        &[
            P,
            "CREATE TABLE c (id integer NOT NULL PRIMARY KEY, p integer NOT NULL REFERENCES p (id))",
        ],
        &[("F01", "c.p")],
    );
}

/// splinter #87, Prisma #21181: the order of an index is free for a composite reference, and matters for one column.
#[test]
fn e08_the_order_of_columns() {
    let p = "CREATE TABLE p (a integer NOT NULL, b integer NOT NULL, PRIMARY KEY (a, b))";
    let c = "CREATE TABLE c (id integer NOT NULL PRIMARY KEY, a integer NOT NULL, b integer NOT NULL, FOREIGN KEY (a, b) REFERENCES p (a, b))";
    quiet(
        UNINDEXED,
        &[p, c, "CREATE INDEX i ON c (b, a)"],
        &["F01", "F02"],
    );
    loud(
        UNINDEXED,
        &[
            P,
            "CREATE TABLE tags (p integer NOT NULL REFERENCES p (id), tag integer NOT NULL REFERENCES p (id), PRIMARY KEY (p, tag))",
        ],
        &[("F02", "tags.tag")],
    );
}

/// `active_record_doctor` #204, #206: a column that is named like a reference, and is none.
#[test]
fn e09_a_name_never_denies() {
    let sql = [
        P,
        "CREATE TABLE t (id integer NOT NULL PRIMARY KEY, p_id integer NOT NULL, google_id varchar(40) NOT NULL, paid integer NOT NULL, uuid varchar(9) NOT NULL)",
    ];
    each(ALL, &sql, |dialect, found| {
        let denied = found.iter().find(|f| f.level == Level::Deny);
        assert_eq!(denied, None, "{dialect}");
    });
}

/// Vitess #11944, #15430, #15507; Tilda #135; sqlacodegen #344: one optional edge makes a loop legal, and other tables
/// have nothing to do with it.
#[test]
fn e15_a_loop_with_a_way_in() {
    let users = "CREATE TABLE users (id integer NOT NULL PRIMARY KEY, avatar_id integer)";
    let avatars = "CREATE TABLE avatars (id integer NOT NULL PRIMARY KEY, creator_id integer NOT NULL, CONSTRAINT creator FOREIGN KEY (creator_id) REFERENCES users (id))";
    let back =
        "ALTER TABLE users ADD CONSTRAINT avatar FOREIGN KEY (avatar_id) REFERENCES avatars (id)";
    let servers = &[Postgres, MariaDb];
    quiet(servers, &[users, avatars, back], &["C01"]);
    let strict = "CREATE TABLE users (id integer NOT NULL PRIMARY KEY, avatar_id integer NOT NULL)";
    each(servers, &[strict, avatars, back, P], |dialect, found| {
        let loops: Vec<_> = found.iter().filter(|f| f.id == "C01").collect();
        assert_eq!(loops.len(), 1, "{dialect}: {loops:?}");
        assert!(!loops[0].message.contains("`p"), "{dialect}");
    });
    let later = "ALTER TABLE users ADD CONSTRAINT avatar FOREIGN KEY (avatar_id) REFERENCES avatars (id) DEFERRABLE";
    quiet(&[Postgres], &[strict, avatars, later], &["C01"]);
}

/// Vitess #15061: the message is the whole loop, and each of its edges is offered for mending.
#[test]
fn e16_a_loop_is_named() {
    let sql = [
        "CREATE TABLE a (id integer NOT NULL PRIMARY KEY, b integer NOT NULL)",
        "CREATE TABLE c (id integer NOT NULL PRIMARY KEY, a integer NOT NULL, CONSTRAINT ca FOREIGN KEY (a) REFERENCES a (id))",
        "CREATE TABLE b (id integer NOT NULL PRIMARY KEY, c integer NOT NULL, CONSTRAINT bc FOREIGN KEY (c) REFERENCES c (id))",
        "ALTER TABLE a ADD CONSTRAINT ab FOREIGN KEY (b) REFERENCES b (id)",
    ];
    each(&[Postgres, MariaDb], &sql, |dialect, found| {
        let found: Vec<_> = found.iter().filter(|f| f.id == "C01").collect();
        assert_eq!(found.len(), 1, "{dialect}");
        assert!(
            found[0].message.ends_with("`a.b -> b.c -> c.a -> a`"),
            "{dialect}: {}",
            found[0].message
        );
        let help = &found[0].help[0];
        for edge in ["`a.b`", "`b.c`", "`c.a`"] {
            assert!(help.contains(edge), "{dialect}: {help}");
        }
    });
}

/// Prisma language-tools #1374, engines #2113, #2192: cascades along two ways, and of a tree, are an error of SQL Server
/// alone.
#[test]
fn e17_two_ways_down() {
    let sql = [
        "CREATE TABLE p (id integer NOT NULL PRIMARY KEY)",
        "CREATE TABLE a (id integer NOT NULL PRIMARY KEY, p integer NOT NULL, FOREIGN KEY (p) REFERENCES p (id) ON DELETE CASCADE)",
        "CREATE TABLE b (id integer NOT NULL PRIMARY KEY, p integer NOT NULL, FOREIGN KEY (p) REFERENCES p (id) ON DELETE CASCADE)",
        "CREATE TABLE c (id integer NOT NULL PRIMARY KEY, a integer NOT NULL, b integer NOT NULL, \
         FOREIGN KEY (a) REFERENCES a (id) ON DELETE CASCADE, FOREIGN KEY (b) REFERENCES b (id) ON DELETE CASCADE)",
    ];
    quiet(ALL, &sql, &["C01", "C03", "C05", "C06"]);
    let tree = "CREATE TABLE t (id integer NOT NULL PRIMARY KEY, t integer, FOREIGN KEY (t) REFERENCES t (id) ON DELETE CASCADE)";
    quiet(
        UNINDEXED,
        &[tree],
        &["C01", "C02", "C03", "C04", "C05", "C06"],
    );
}

/// supabase #22943: a link is looked up from both sides, and the message says which two uses the second index has. Who
/// needs only one of them says so.
#[test]
fn e25_a_link_has_two_sides() {
    let sql = [
        "CREATE TABLE groups (id integer NOT NULL PRIMARY KEY)",
        "CREATE TABLE users (id integer NOT NULL PRIMARY KEY)",
        "CREATE TABLE members (user_id integer NOT NULL REFERENCES users (id), group_id integer NOT NULL REFERENCES groups (id), PRIMARY KEY (user_id, group_id))",
    ];
    let link = |schema: &mut erd_core::Schema| {
        for table in schema.tables.iter_mut().filter(|t| t.name == "members") {
            table.junction = true;
        }
    };
    each_declared(UNINDEXED, &sql, Some(link), |dialect, found| {
        let found: Vec<_> = found.iter().filter(|f| f.id == "F02").collect();
        assert_eq!(found.len(), 1, "{dialect}");
        assert_eq!(found[0].path, "members.group_id", "{dialect}");
        assert!(found[0].why.contains("deleting or updating"), "{dialect}");
        assert!(found[0].why.contains("listing what is linked"), "{dialect}");
    });
    let kept = |schema: &mut erd_core::Schema| {
        for table in schema.tables.iter_mut().filter(|t| t.name == "members") {
            table.junction = true;
            let column = table.find_column("group_id").expect("the column");
            table.allows.push(Allow {
                rule: "fk_index_cannot_serve".to_owned(),
                reason: "groups are never deleted, and never listed".to_owned(),
                site: Site::Column(column),
            });
        }
    };
    each_declared(UNINDEXED, &sql, Some(kept), |dialect, found| {
        assert!(!found.iter().any(|f| f.id == "F02"), "{dialect}");
    });
}

/// pg-index-health's self reference without a clause: that is a tree.
#[test]
fn e26_a_tree_is_sane() {
    quiet(
        ALL,
        &[
            "CREATE TABLE t (id bigint NOT NULL PRIMARY KEY, t bigint, FOREIGN KEY (t) REFERENCES t (id))",
            "CREATE INDEX i ON t (t)",
        ],
        &["C01", "C02", "C03", "C04", "F01", "F02", "F03", "R14"],
    );
}

/// `database_consistency`, twice: a native enum references the same enum.
#[test]
fn e33_an_enum_references_its_like() {
    quiet(
        &[Postgres],
        &[
            "CREATE TYPE mood AS ENUM ('sad', 'happy')",
            "CREATE TABLE moods (mood mood PRIMARY KEY)",
            "CREATE TABLE t (id bigint PRIMARY KEY, mood mood NOT NULL UNIQUE REFERENCES moods (mood))",
        ],
        &["F03", "F04", "F05"],
    );
    quiet(
        &[MariaDb],
        &[
            "CREATE TABLE moods (mood enum('sad', 'happy') PRIMARY KEY)",
            "CREATE TABLE t (id bigint PRIMARY KEY, mood enum('sad', 'happy') NOT NULL, FOREIGN KEY (mood) REFERENCES moods (mood))",
        ],
        &["F03", "F04", "F05"],
    );
}
