//! Cycles of foreign keys: legal ones in every way, and a mandatory one.

use erd_core::schema::{Action, Deferrable, Schema, Target};
use erd_core::{Dialect, Family, Scalar};
use erd_ddl::{render, render_drop};
use testkit::Scratch;
use testkit::schema::{column, id, schema, table};

/// Two tables that need each other; the key of the second is checked at commit.
fn deferred() -> Schema {
    let a = table("a", [id(), column("b_id", Scalar::I64)])
        .index(&["b_id"], |_| {})
        .references(&["b_id"], 1, &["id"], None);
    let b = table("b", [id(), column("a_id", Scalar::I64)])
        .index(&["a_id"], |_| {})
        .references(&["a_id"], 0, &["id"], None)
        .last_foreign_key(|fk| fk.deferrable = Deferrable::InitiallyDeferred);
    schema([], [a, b])
}

/// A tree whose nodes name a leaf, and leaves that name their node: the tree deletes its branches itself.
fn tree() -> Schema {
    let nodes = table(
        "nodes",
        [
            id(),
            column("parent_id", Scalar::I64),
            column("leaf_id", Scalar::I64),
        ],
    )
    .with(|t| {
        t.columns[1].nullable = true;
        t.columns[2].nullable = true;
    })
    .index(&["parent_id"], |_| {})
    .index(&["leaf_id"], |_| {})
    .references(&["parent_id"], 0, &["id"], Some(Action::Cascade))
    .last_foreign_key(|fk| fk.target = Target::Own)
    .references(&["leaf_id"], 1, &["id"], None);
    let leaves = table("leaves", [id(), column("node_id", Scalar::I64)])
        .index(&["node_id"], |_| {})
        .references(&["node_id"], 0, &["id"], None);
    schema([], [nodes, leaves])
}

fn run(db: &mut Scratch, script: &erd_ddl::Script) {
    for sql in script.iter() {
        db.execute(sql).expect("the engine takes it");
    }
}

#[test]
fn texts() {
    for (name, schema) in [("deferred", deferred()), ("tree", tree())] {
        for dialect in [Dialect::Postgres, Dialect::Sqlite] {
            let create = render(&schema, dialect).expect("renders");
            let drop = render_drop(&schema, dialect).expect("renders");
            insta::assert_snapshot!(
                format!("cycle_{name}_{dialect}"),
                format!("{create}\n-- drop\n\n{drop}")
            );
        }
    }
}

#[test]
fn a_deferred_cycle_lives_in_a_transaction() {
    for dialect in testkit::dialects() {
        if dialect.is(Family::MySql) {
            let errors = render(&deferred(), dialect).expect_err("nothing is deferred there");
            assert_eq!(errors.0[0].path(), "b.a_id");
            continue;
        }
        let mut db = Scratch::new(dialect);
        run(&mut db, &render(&deferred(), dialect).expect("renders"));
        for sql in [
            "BEGIN",
            "INSERT INTO b (id, a_id) VALUES (1, 1)",
            "INSERT INTO a (id, b_id) VALUES (1, 1)",
            "COMMIT",
            "BEGIN",
        ] {
            db.execute(sql).expect(sql);
        }
        run(
            &mut db,
            &render_drop(&deferred(), dialect).expect("renders"),
        );
        db.execute("COMMIT").expect("nothing is left to check");
        run(&mut db, &render(&deferred(), dialect).expect("renders"));
    }
}

#[test]
fn a_tree_in_a_cycle_is_dropped_with_its_rows() {
    for dialect in testkit::dialects() {
        let mut db = Scratch::new(dialect);
        run(&mut db, &render(&tree(), dialect).expect("renders"));
        for sql in [
            "INSERT INTO nodes (id) VALUES (1)",
            "INSERT INTO nodes (id, parent_id) VALUES (2, 1)",
            "INSERT INTO leaves (id, node_id) VALUES (1, 2)",
            "UPDATE nodes SET leaf_id = 1",
        ] {
            db.execute(sql).expect(sql);
        }
        run(&mut db, &render_drop(&tree(), dialect).expect("renders"));
    }
}

#[test]
fn a_mandatory_cycle_that_is_allowed_still_renders() {
    let mut schema = deferred();
    schema.tables[1].foreign_keys[0].deferrable = Deferrable::No;
    for dialect in testkit::dialects() {
        let mut db = Scratch::new(dialect);
        run(&mut db, &render(&schema, dialect).expect("renders"));
        let first = db.execute("INSERT INTO a (id, b_id) VALUES (1, 1)");
        assert!(first.is_err(), "{dialect}: no row can be first");
        run(&mut db, &render_drop(&schema, dialect).expect("renders"));
    }
}

#[test]
fn a_loose_reference_is_no_constraint() {
    let mut schema = tree();
    schema.tables[0].foreign_keys[1].loose = Some("nightly".into());
    for dialect in Dialect::ALL {
        let text = render(&schema, dialect).expect("renders").to_string();
        assert!(!text.contains("nodes_leaf_id_fkey"), "{text}");
        assert!(text.contains("leaves_node_id_fkey"), "{text}");
        let drop = render_drop(&schema, dialect).expect("renders");
        assert_eq!(drop.statements.len(), 2, "{drop}");
    }
}
