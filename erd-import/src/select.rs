//! Some namespaces of a schema.

use erd_core::Schema;
use erd_core::schema::{ForeignKey, Managed, ObjectKind, Table, TableId, Target};

/// The name by which the default namespace is asked for.
const DEFAULT: &str = "public";

/// The part of a schema that is in those namespaces; `public` is the default one.
///
/// A table elsewhere that is referenced comes along as `managed = external`: it can be referenced, and no statement
/// touches it. Extensions and other objects without a namespace stay.
pub fn select(schema: &Schema, namespaces: &[String]) -> Schema {
    let wanted = |namespace: Option<&str>| {
        let name = namespace.unwrap_or(DEFAULT);
        namespaces.iter().any(|n| n == name)
    };
    let inside = |table: &Table| wanted(table.schema.as_deref());
    let mut kept: Vec<bool> = schema.tables.iter().map(inside).collect();
    for table in schema.tables.iter().filter(|t| inside(t)) {
        for key in &table.foreign_keys {
            if let Target::Table(id) = key.target {
                kept[id.0] = true;
            }
        }
    }
    let position = |id: TableId| kept[..id.0].iter().filter(|k| **k).count();
    let mut tables = Vec::new();
    for (table, _) in schema.tables.iter().zip(&kept).filter(|(_, kept)| **kept) {
        let mut table = table.clone();
        if !inside(&table) {
            table.managed = Managed::External;
            table.foreign_keys.retain(ForeignKey::is_self_reference);
            table.depends_on.clear();
        }
        for key in &mut table.foreign_keys {
            if let Target::Table(id) = &mut key.target {
                *id = TableId(position(*id));
            }
        }
        tables.push(table);
    }
    let everywhere = |kind| {
        matches!(
            kind,
            ObjectKind::Extension | ObjectKind::Server | ObjectKind::EventTrigger
        )
    };
    let objects = schema.objects.iter().filter(|object| {
        let namespace = match &object.table {
            Some(table) => table.schema.as_deref(),
            None if object.kind == ObjectKind::Namespace => Some(object.name.as_str()),
            None => object.schema.as_deref(),
        };
        everywhere(object.kind) || wanted(namespace)
    });
    Schema {
        objects: objects.cloned().collect(),
        enums: schema.enums.clone(),
        tables,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use erd_core::Scalar;
    use erd_core::schema::{Column, ColumnId, Type};

    fn table(namespace: Option<&str>, name: &str, target: Option<usize>) -> Table {
        let mut table = Table::new(name);
        table.schema = namespace.map(str::to_owned);
        table
            .columns
            .push(Column::new("id", Type::Scalar(Scalar::I32)));
        table.foreign_keys.extend(target.map(|target| {
            ForeignKey::new(
                format!("{name}_fkey"),
                [ColumnId(0)],
                Target::Table(TableId(target)),
                ["id"],
            )
        }));
        table
    }

    #[test]
    fn a_referenced_table_of_another_namespace_comes_along() {
        let schema = Schema {
            tables: vec![
                table(Some("other"), "far", None),
                table(Some("other"), "near", Some(0)),
                table(None, "here", Some(1)),
            ],
            ..Schema::default()
        };
        let part = select(&schema, &["public".to_owned()]);
        assert_eq!(part.tables.len(), 2);
        assert_eq!(part.tables[0].managed, Managed::External);
        assert!(part.tables[0].foreign_keys.is_empty());
        assert_eq!(
            part.tables[1].foreign_keys[0].target,
            Target::Table(TableId(0))
        );
    }
}
