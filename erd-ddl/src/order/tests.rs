use super::*;
use crate::dialect::backend;
use erd_core::schema::{
    Column, ColumnId, Deferrable, ForeignKey, ObjectName, SqlObject, Table, Target, Type,
};
use erd_core::{Dialect, Scalar};

/// Tables by number, and foreign keys `(from, to, nullable)`.
fn schema(tables: usize, keys: &[(usize, usize, bool)]) -> Schema {
    let mut schema = Schema::default();
    for i in 0..tables {
        schema.tables.push(Table::new(format!("t{i}")));
    }
    for (from, to, nullable) in keys {
        let table = &mut schema.tables[*from];
        let mut column = Column::new(
            format!("c{}", table.columns.len()),
            Type::Scalar(Scalar::I64),
        );
        column.nullable = *nullable;
        table.columns.push(column);
        let columns = vec![ColumnId(table.columns.len() - 1)];
        table.foreign_keys.push(ForeignKey::new(
            format!("t{from}_{}", table.foreign_keys.len()),
            columns,
            if from == to {
                Target::Own
            } else {
                Target::Table(TableId(*to))
            },
            ["id"],
        ));
    }
    schema
}

fn planned(schema: &Schema) -> Plan {
    let mut errors = Errors::new(Dialect::Postgres);
    let plan = plan(schema, backend(Dialect::Postgres.into()), &mut errors);
    assert_eq!(errors.finish(()), Ok(()));
    plan
}

/// Keys of what is created, in order.
fn keys(schema: &Schema) -> Vec<String> {
    let key = |item: Item| match item {
        Item::Table(id) => format!("table {}", schema[id].name),
        Item::Object(position) => schema.objects[position].key(),
    };
    planned(schema).items.into_iter().map(key).collect()
}

/// An object of PostgreSQL that depends on others.
fn object(kind: ObjectKind, name: &str, depends_on: &[&str]) -> SqlObject {
    let mut object = SqlObject::new(kind, name, "SELECT 1");
    object.depends_on = depends_on.iter().map(|key| (*key).to_owned()).collect();
    object
}

fn ordered(tables: usize, keys: &[(usize, usize, bool)]) -> (Vec<usize>, Vec<(usize, usize)>) {
    let plan = planned(&schema(tables, keys));
    (
        plan.tables().map(|t| t.0).collect(),
        plan.late.iter().map(|(t, k)| (t.0, *k)).collect(),
    )
}

#[test]
fn declaration_order_where_nothing_else_decides() {
    assert_eq!(ordered(3, &[]), (vec![0, 1, 2], vec![]));
}

#[test]
fn targets_come_first_and_self_references_do_not_count() {
    assert_eq!(
        ordered(4, &[(0, 2, false), (2, 3, false), (1, 1, false)]),
        (vec![1, 3, 2, 0], vec![])
    );
}

#[test]
fn a_cycle_breaks_at_its_nullable_key() {
    assert_eq!(
        ordered(2, &[(0, 1, true), (1, 0, false)]),
        (vec![0, 1], vec![(0, 0)])
    );
    assert_eq!(
        ordered(2, &[(0, 1, false), (1, 0, true)]),
        (vec![1, 0], vec![(1, 0)])
    );
}

#[test]
fn a_cycle_breaks_at_its_deferred_key() {
    let mut schema = schema(2, &[(0, 1, false), (1, 0, false)]);
    schema.tables[0].foreign_keys[0].deferrable = Deferrable::InitiallyDeferred;
    let plan = planned(&schema);
    assert_eq!(plan.late, [(TableId(0), 0)].into());
}

#[test]
fn equals_break_at_the_key_declared_last() {
    for nullable in [true, false] {
        assert_eq!(
            ordered(2, &[(0, 1, nullable), (1, 0, nullable)]),
            (vec![1, 0], vec![(1, 0)])
        );
    }
}

#[test]
fn two_loops_through_one_key_break_there() {
    // 0 -> 1 -> 0 and 0 -> 1 -> 2 -> 0 share 0 -> 1.
    let keys = [(0, 1, true), (1, 0, true), (1, 2, true), (2, 0, true)];
    assert_eq!(ordered(3, &keys).1, [(0, 0)]);
}

#[test]
fn two_nullable_keys_are_cheaper_than_one_mandatory() {
    let keys = [(0, 1, false), (1, 0, true), (1, 0, true)];
    assert_eq!(ordered(2, &keys), (vec![1, 0], vec![(1, 0), (1, 1)]));
}

#[test]
fn a_large_loop_breaks_once_at_its_nullable_key() {
    let keys: Vec<_> = (0..40).map(|i| (i, (i + 1) % 40, i == 17)).collect();
    assert_eq!(ordered(40, &keys).1, [(17, 0)]);
}

#[test]
fn a_long_chain_does_not_exhaust_the_stack() {
    let keys: Vec<_> = (0..49_999).map(|i| (i, i + 1, false)).collect();
    let (order, late) = ordered(50_000, &keys);
    assert_eq!(order.first(), Some(&49_999));
    assert!(late.is_empty());
}

#[test]
fn kinds_have_their_order_and_dependencies_come_first() {
    let mut schema = schema(3, &[(0, 1, false)]);
    schema.tables[0].depends_on = vec!["function late".into()];
    schema.objects = vec![
        object(ObjectKind::View, "outer", &["view inner"]),
        object(ObjectKind::View, "inner", &["table t0"]),
        object(ObjectKind::Function, "early", &["type pair"]),
        object(ObjectKind::Function, "late", &["table t1"]),
        object(ObjectKind::Type, "pair", &[]),
        object(ObjectKind::Namespace, "extra", &[]),
    ];
    let mut touch = object(ObjectKind::Trigger, "touch", &["function early"]);
    touch.table = Some(ObjectName {
        schema: None,
        name: "t2".into(),
    });
    schema.objects.insert(0, touch);
    assert_eq!(
        keys(&schema),
        [
            "schema extra",
            "type pair",
            "function early",
            "table t1",
            "function late",
            "table t0",
            "table t2",
            "view inner",
            "view outer",
            "trigger touch on t2",
        ]
    );
}

#[test]
fn a_foreign_key_gives_way_to_a_dependency() {
    let mut schema = schema(2, &[(1, 0, false)]);
    schema.tables[0].depends_on = vec!["function f".into()];
    schema.objects = vec![object(ObjectKind::Function, "f", &["table t1"])];
    assert_eq!(keys(&schema), ["table t1", "function f", "table t0"]);
    assert_eq!(planned(&schema).late, [(TableId(1), 0)].into());
}

#[test]
fn a_cycle_without_a_foreign_key_is_an_error() {
    let mut schema = schema(1, &[]);
    schema.tables[0].depends_on = vec!["function f".into()];
    schema.objects = vec![object(
        ObjectKind::Function,
        "f",
        &["table t0", "view none"],
    )];
    let mut errors = Errors::new(Dialect::Postgres);
    plan(&schema, backend(Dialect::Postgres.into()), &mut errors);
    let errors = errors.failed();
    let found: Vec<_> = errors.0.iter().map(|e| (e.code, e.path())).collect();
    assert_eq!(
        found,
        [
            (Code::UnknownDependency, "function f".to_owned()),
            (Code::DependencyCycle, "function f".to_owned())
        ]
    );
}

#[test]
fn external_tables_are_left_alone() {
    let mut schema = schema(2, &[(1, 0, false), (0, 1, false)]);
    schema.tables[0].managed = Managed::External;
    assert_eq!(keys(&schema), ["table t1"]);
    assert!(planned(&schema).late.is_empty());
}
