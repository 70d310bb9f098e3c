//! The pairs of a resolved foreign key.

use super::collation::{OfTable, of_engine, of_table};
use super::{Verdict, enum_base, worst};
use crate::rules::{f05_fk_target_not_unique as f05, f06_fk_target_missing as f06};
use crate::types::{Base, Shape, Side, Values};
use erd_core::Dialect;
use erd_core::schema::{Column, ForeignKeyWalker, Schema, Sql, Table, Type};

/// The pairs of a resolved foreign key, when it leads to a key.
pub(crate) fn resolved<'a>(
    schema: &'a Schema,
    fk: ForeignKeyWalker<'a>,
    targets: &[Dialect],
) -> Vec<Verdict<'a>> {
    let Some(target) = fk.target() else {
        return Vec::new();
    };
    if f06::is_broken_in(fk) || f05::is_broken_in(fk) {
        return Vec::new();
    }
    let (table, target) = (fk.table().table(), target.table());
    let fk = fk.foreign_key();
    let pair = |(column, key): (&_, &String)| {
        let (column, key) = (&table[*column], &target[target.find_column(key)?]);
        let mut columns = resolved_sides(schema, column);
        let mut keys = resolved_sides(schema, key);
        of_table(&mut columns, resolved_default(table));
        of_table(&mut keys, resolved_default(target));
        of_engine(&mut columns, &mut keys);
        Some(worst(&columns, &keys, is_per_dialect(column, key), targets))
    };
    fk.columns
        .iter()
        .zip(&fk.target_columns)
        .filter_map(pair)
        .collect()
}

/// A resolved column and the one it references or copies.
pub(crate) fn resolved_columns<'a>(
    schema: &'a Schema,
    column: &'a Column,
    key: &'a Column,
    targets: &[Dialect],
) -> Verdict<'a> {
    let (columns, keys) = (resolved_sides(schema, column), resolved_sides(schema, key));
    worst(&columns, &keys, is_per_dialect(column, key), targets)
}

fn is_per_dialect(column: &Column, key: &Column) -> bool {
    let varies = |sql: &Sql| !sql.by_dialect.is_empty();
    varies(&column.sql_type)
        || varies(&column.collation)
        || varies(&key.sql_type)
        || varies(&key.collation)
}

fn resolved_sides<'a>(schema: &'a Schema, column: &'a Column) -> [Side<'a>; 4] {
    Dialect::ALL.map(|dialect| resolved_side(schema, column, dialect))
}

fn resolved_side<'a>(schema: &'a Schema, column: &'a Column, dialect: Dialect) -> Side<'a> {
    let named = match &column.ty {
        Type::Named(spelling) => Some(spelling.as_str()),
        _ => None,
    };
    Side {
        shape: resolved_shape(schema, &column.ty, column.precision),
        sql_type: column.sql_type.get(dialect).or(named),
        collation: column.collation.get(dialect),
    }
}

fn resolved_shape<'a>(schema: &'a Schema, ty: &'a Type, precision: Option<(u8, u8)>) -> Shape<'a> {
    let mut arrays = 0;
    let mut ty = ty;
    while let Type::Array(element) = ty {
        arrays += 1;
        ty = element;
    }
    let base = match ty {
        Type::Scalar(scalar) => Base::Scalar(*scalar),
        Type::Enum(name) => schema.find_enum(name).map_or(Base::Unknown, |e| {
            enum_base(&e.name, e.storage, Values::Resolved(&e.values))
        }),
        Type::Array(_) | Type::Named(_) | Type::Unknown => Base::Unknown,
    };
    Shape {
        base,
        arrays,
        precision,
    }
}

fn resolved_default(table: &Table) -> OfTable<'_> {
    match (&table.options.collation, &table.options.charset) {
        (Some(collation), _) => OfTable::Stated(collation),
        (None, Some(_)) => OfTable::Unknown,
        (None, None) => OfTable::Engine,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{schema, table};
    use crate::types::Relation;
    use erd_core::Scalar;

    fn orders(edit: impl FnOnce(&mut Column)) -> Schema {
        schema([
            table("customers").columns(["id"]).primary_key(["id"]),
            table("orders")
                .column("customer_id", edit)
                .points_at(["customer_id"], 0),
        ])
    }

    fn relation_of(schema: &Schema) -> (Relation, Option<Dialect>) {
        let fks: Vec<_> = schema
            .walk_tables()
            .flat_map(erd_core::schema::TableWalker::foreign_keys)
            .collect();
        let verdicts = resolved(schema, fks[0], &[]);
        (verdicts[0].relation, verdicts[0].dialect)
    }

    #[test]
    fn the_worst_dialect_decides() {
        let same = orders(|_| {});
        assert_eq!(relation_of(&same), (Relation::Fits, None));
        let narrow = orders(|c| c.ty = Type::Scalar(Scalar::I32));
        assert_eq!(relation_of(&narrow), (Relation::Narrower, None));
        let mut both = orders(|c| {
            c.sql_type.by_dialect = vec![(Dialect::MySql, "text".to_owned())];
        });
        both.tables[0].columns[0].sql_type = Sql::new("bigint");
        assert_eq!(
            relation_of(&both),
            (Relation::Differs, Some(Dialect::MySql))
        );
    }

    #[test]
    fn only_targets_count() {
        let mut collated = orders(|c| c.collation = Sql::new("utf8mb4_bin"));
        collated.tables[0].columns[0].collation = Sql::new("utf8mb4_general_ci");
        let fk = collated
            .walk_tables()
            .flat_map(erd_core::schema::TableWalker::foreign_keys);
        let fk = fk.last().expect("a foreign key");
        let on = |targets: &[Dialect]| resolved(&collated, fk, targets)[0].relation;
        assert_eq!(on(&[]), Relation::Collation);
        assert_eq!(on(&[Dialect::MariaDb]), Relation::Collation);
        assert_eq!(on(&[Dialect::Postgres]), Relation::Fits);
    }

    #[test]
    fn a_collation_that_is_no_default_differs_from_none() {
        let on = |edit: fn(&mut Schema), dialect: Dialect| {
            let mut schema = orders(|c| c.ty = Type::Scalar(Scalar::Text));
            schema.tables[0].columns[0].ty = Type::Scalar(Scalar::Text);
            edit(&mut schema);
            let fk = schema
                .walk_tables()
                .flat_map(erd_core::schema::TableWalker::foreign_keys);
            let fk = fk.last().expect("a foreign key");
            resolved(&schema, fk, &[dialect])[0].relation
        };
        let bin: fn(&mut Schema) = |s| s.tables[0].columns[0].collation = Sql::new("utf8mb4_bin");
        assert_eq!(on(bin, Dialect::MySql), Relation::Collation);
        assert_eq!(on(bin, Dialect::MariaDb), Relation::Collation);
        assert_eq!(on(bin, Dialect::Postgres), Relation::Fits);
        let tables: fn(&mut Schema) = |s| {
            s.tables[0].columns[0].collation = Sql::new("utf8mb4_bin");
            s.tables[1].options.collation = Some("utf8mb4_bin".to_owned());
        };
        assert_eq!(on(tables, Dialect::MySql), Relation::Fits);
        let set: fn(&mut Schema) = |s| {
            s.tables[0].columns[0].collation = Sql::new("latin1_bin");
            s.tables[1].options.charset = Some("latin1".to_owned());
        };
        assert_eq!(on(set, Dialect::MySql), Relation::Fits);
        let default: fn(&mut Schema) =
            |s| s.tables[0].columns[0].collation = Sql::new("utf8mb4_0900_ai_ci");
        assert_eq!(on(default, Dialect::MySql), Relation::Fits);
    }

    #[test]
    fn an_unknown_type_says_nothing() {
        let unknown = orders(|c| c.ty = Type::Unknown);
        assert_eq!(relation_of(&unknown).0, Relation::Fits);
        let named = orders(|c| c.ty = Type::Named("hstore".to_owned()));
        assert_eq!(relation_of(&named).0, Relation::Fits);
    }
}
