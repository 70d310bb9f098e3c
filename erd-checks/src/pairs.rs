//! The pairs of columns of a foreign key, from both forms of a schema, with the verdict on their types.

use crate::graph::{edge, project::is_among};
use crate::rules::{f05_fk_target_not_unique as f05, f06_fk_target_missing as f06};
use crate::types::{Base, Relation, Shape, Side, Values, relation, spelled};
use erd_core::def::{ColumnDef, EntityDef, ForeignKeyDef, SqlDef, StatedDef, TypeDef, position};
use erd_core::schema::{Column, EnumStorage, ForeignKeyWalker, Schema, Sql, Table, Type};
use erd_core::{Dialect, Family, Scalar};

/// How a pair of columns relates in the dialect where it fares worst.
#[derive(Clone, Copy)]
pub(crate) struct Verdict<'a> {
    pub(crate) relation: Relation,
    /// Named where types or collations are spelled per dialect.
    pub(crate) dialect: Option<Dialect>,
    pub(crate) column: Side<'a>,
    pub(crate) key: Side<'a>,
}

/// Both columns, in the order of [`Dialect::ALL`], on the databases that a project names.
const fn worst<'a>(
    columns: &[Side<'a>; 4],
    keys: &[Side<'a>; 4],
    per_dialect: bool,
    targets: &[Dialect],
) -> Verdict<'a> {
    let mut worst = Verdict {
        relation: Relation::Fits,
        dialect: None,
        column: columns[0],
        key: keys[0],
    };
    let mut i = 0;
    while i < Dialect::ALL.len() {
        let dialect = Dialect::ALL[i];
        let relation = relation(columns[i], keys[i], dialect);
        if relation as u8 > worst.relation as u8 && is_among(targets, dialect) {
            worst = Verdict {
                relation,
                dialect: if per_dialect { Some(dialect) } else { None },
                column: columns[i],
                key: keys[i],
            };
        }
        i += 1;
    }
    worst
}

/// A column of a declared entity: its type, and what it says beyond it.
#[derive(Clone, Copy)]
pub(crate) struct Declared {
    column: &'static ColumnDef,
    stated: Option<&'static StatedDef>,
}

impl Declared {
    /// By position.
    pub(crate) const fn of(entity: &EntityDef, column: usize) -> Self {
        Self {
            column: entity.columns[column],
            stated: entity.stated(column),
        }
    }

    const fn sql_type(self) -> SqlDef {
        match self.stated {
            Some(stated) if !stated.sql_type.is_empty() => stated.sql_type,
            _ => self.column.sql_type,
        }
    }

    const fn collation(self) -> SqlDef {
        match self.stated {
            Some(stated) => stated.collation,
            None => SqlDef::NONE,
        }
    }

    const fn precision(self) -> Option<(u8, u8)> {
        match self.stated {
            Some(stated) => stated.precision,
            None => None,
        }
    }

    /// Whether something is spelled for single dialects.
    const fn varies(self) -> bool {
        !self.sql_type().by_dialect.is_empty() || !self.collation().by_dialect.is_empty()
    }

    /// The scalar of a column about which nothing more was said.
    const fn plain_scalar(self) -> Option<Scalar> {
        match (self.column.ty, self.stated) {
            (TypeDef::Scalar(scalar), None) if self.column.sql_type.is_empty() => Some(scalar),
            _ => None,
        }
    }

    /// As each dialect sees it.
    const fn sides(self) -> [Side<'static>; 4] {
        let shape = declared_shape(self.column.ty, self.precision());
        let mut sides = [Side {
            shape,
            sql_type: None,
            collation: None,
        }; 4];
        let named = match self.column.ty {
            TypeDef::Named(text) => Some(text),
            _ => None,
        };
        let mut i = 0;
        while i < sides.len() {
            sides[i].sql_type = match text_for(self.sql_type(), Dialect::ALL[i]) {
                Some(text) => Some(text),
                None => named,
            };
            sides[i].collation = text_for(self.collation(), Dialect::ALL[i]);
            i += 1;
        }
        sides
    }
}

/// The `n`th pair of a declared foreign key, which leads to a key.
pub(crate) const fn declared(
    entity: &EntityDef,
    fk: &ForeignKeyDef,
    n: usize,
    targets: &[Dialect],
) -> Verdict<'static> {
    let column = Declared::of(entity, fk.column(n));
    let key = match edge::target_column(fk, n) {
        Some(key) => Declared::of(fk.target, key),
        None => column,
    };
    let (mut columns, mut keys) = (column.sides(), key.sides());
    of_table(&mut columns, declared_default(entity));
    of_table(&mut keys, declared_default(fk.target));
    of_engine(&mut columns, &mut keys);
    worst(&columns, &keys, column.varies() || key.varies(), targets)
}

/// The collation of texts about which nothing is said at the column.
#[derive(Clone, Copy)]
enum OfTable<'a> {
    Engine,
    Stated(&'a str),
    /// The one that goes with a character set.
    Unknown,
}

const fn declared_default(entity: &EntityDef) -> OfTable<'static> {
    match entity.extra.collation {
        None => OfTable::Engine,
        Some(collation) if collation.is_empty() => OfTable::Unknown,
        Some(collation) => OfTable::Stated(collation),
    }
}

fn resolved_default(table: &Table) -> OfTable<'_> {
    match (&table.options.collation, &table.options.charset) {
        (Some(collation), _) => OfTable::Stated(collation),
        (None, Some(_)) => OfTable::Unknown,
        (None, None) => OfTable::Engine,
    }
}

/// What is no collation's name stands for one that is not known.
const UNKNOWN: &str = "";

const fn is_unknown(collation: Option<&str>) -> bool {
    match collation {
        Some(name) => name.is_empty(),
        None => false,
    }
}

/// Gives texts of MySQL and MariaDB the collation that their table states.
const fn of_table<'a>(sides: &mut [Side<'a>; 4], table: OfTable<'a>) {
    let mut i = 0;
    while i < sides.len() {
        if Dialect::ALL[i].is(Family::MySql) && sides[i].collation.is_none() && is_text(sides[i]) {
            sides[i].collation = match table {
                OfTable::Engine => None,
                OfTable::Stated(collation) => Some(collation),
                OfTable::Unknown => Some(UNKNOWN),
            };
        }
        i += 1;
    }
}

/// Where one side states a collation that no release has as its default, the other has another one, whatever it is.
const fn of_engine<'a>(columns: &mut [Side<'a>; 4], keys: &mut [Side<'a>; 4]) {
    let mut i = 0;
    while i < columns.len() {
        let defaults: [&str; 2] = match Dialect::ALL[i] {
            Dialect::MySql => ["utf8mb4_0900_ai_ci", "utf8mb4_general_ci"],
            _ => ["utf8mb4_general_ci", "utf8mb4_uca1400_ai_ci"],
        };
        let texts = is_text(columns[i]) && is_text(keys[i]);
        match (columns[i].collation, keys[i].collation) {
            _ if !texts || !Dialect::ALL[i].is(Family::MySql) => {}
            (a, b) if is_unknown(a) || is_unknown(b) => {
                columns[i].collation = None;
                keys[i].collation = None;
            }
            (Some(stated), None) if !is_one(stated, defaults) => {
                keys[i].collation = Some(defaults[0]);
            }
            (None, Some(stated)) if !is_one(stated, defaults) => {
                columns[i].collation = Some(defaults[0]);
            }
            _ => {}
        }
        i += 1;
    }
}

/// Whether a side is a text that has a collation.
const fn is_text(side: Side<'_>) -> bool {
    let shape = match side.sql_type {
        Some(spelling) => spelled(spelling),
        None => side.shape,
    };
    shape.arrays == 0 && matches!(shape.base, Base::Scalar(Scalar::Text))
}

const fn is_one(name: &str, names: [&str; 2]) -> bool {
    name.eq_ignore_ascii_case(names[0]) || name.eq_ignore_ascii_case(names[1])
}

/// A declared column and the one it references or copies.
pub(crate) const fn declared_columns(
    column: Declared,
    key: Declared,
    targets: &[Dialect],
) -> Verdict<'static> {
    let per_dialect = column.varies() || key.varies();
    worst(&column.sides(), &key.sides(), per_dialect, targets)
}

/// Whether one column references a primary key of one column with the same plain type, as nearly all foreign keys do.
/// Spares the compiler the rest.
pub(crate) const fn is_ordinary(entity: &EntityDef, fk: &ForeignKeyDef) -> bool {
    let key = fk.target.primary_key;
    if fk.columns.len() != 2 || key.len() != 2 || !fk.fields.is_empty() {
        return false;
    }
    let column = Declared::of(entity, fk.column(0));
    let key = Declared::of(fk.target, position(key, 0));
    match (column.plain_scalar(), key.plain_scalar()) {
        // The table of a text may state its collation.
        (Some(Scalar::Text), Some(Scalar::Text)) => {
            entity.extra.collation.is_none() && fk.target.extra.collation.is_none()
        }
        (Some(a), Some(b)) => a as u8 == b as u8,
        _ => false,
    }
}

const fn declared_shape(ty: TypeDef, precision: Option<(u8, u8)>) -> Shape<'static> {
    let mut arrays = 0;
    let mut ty = ty;
    let base = loop {
        match ty {
            TypeDef::Scalar(scalar) => break Base::Scalar(scalar),
            TypeDef::Named(_) => break Base::Unknown,
            TypeDef::Enum(def) => {
                break enum_base(def.name, def.storage, Values::Declared(def.values));
            }
            TypeDef::Array(element) => {
                arrays += 1;
                ty = *element;
            }
        }
    };
    Shape {
        base,
        arrays,
        precision,
    }
}

/// What an enum becomes. The integer that holds one is chosen per dialect, so it is not compared.
const fn enum_base<'a>(name: &'a str, storage: EnumStorage, values: Values<'a>) -> Base<'a> {
    match storage {
        EnumStorage::Text => Base::Scalar(Scalar::Text),
        EnumStorage::Native => Base::Enum(name, values),
        EnumStorage::Integer => Base::Unknown,
    }
}

const fn text_for(sql: SqlDef, dialect: Dialect) -> Option<&'static str> {
    let mut i = 0;
    while i < sql.by_dialect.len() {
        if sql.by_dialect[i].0 as u8 == dialect as u8 {
            return Some(sql.by_dialect[i].1);
        }
        i += 1;
    }
    sql.any
}

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{schema, table};

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
