//! From a selection of tables to what is drawn of them.

use super::{
    Arc, Bookkeeping, Diagram, End, Entity, Kind, Level, Relation, Trait, View, grouping, row,
};
use crate::Selection;
use erd_core::schema::{
    ColumnId, ForeignKeyWalker, PartitionKind, Shard, Table, TableId, TableWalker,
};
use std::collections::BTreeMap;

impl Diagram {
    /// What a view shows of the selected tables. The same schema gives the same diagram.
    ///
    /// | the foreign key | the referenced end | the referencing end |
    /// | --- | --- | --- |
    /// | NOT NULL | exactly one | zero or more |
    /// | may be NULL | zero or one | zero or more |
    /// | unique, or all of a unique key | as above | zero or one |
    ///
    /// The referencing end always starts at zero, as no key can demand that a row is referenced.
    pub fn new(selection: &Selection<'_>, view: &View) -> Self {
        let schema = selection.schema();
        let selected = || {
            schema
                .walk_tables()
                .filter(|table| selection.contains(table.id()))
        };
        let mut diagram = Self {
            level: view.level,
            ..Self::default()
        };
        let mut shown = Shown::default();
        for table in selected() {
            if view.level == Level::Conceptual && is_bare_junction(table) {
                continue;
            }
            let columns: Vec<_> = columns(&table)
                .filter(|c| row::is_shown(&table, *c, view))
                .collect();
            shown
                .entities
                .insert(table.id(), (diagram.entities.len(), columns.clone()));
            diagram.entities.push(Entity {
                table: table.id(),
                name: table.path(),
                comment: table.comment.clone(),
                rows: columns
                    .into_iter()
                    .map(|c| row::row(schema, &table, c, view.level))
                    .collect(),
                traits: traits(&table, view.level),
                group: None,
            });
        }
        for table in selected() {
            diagram.relate(table, &shown, view);
        }
        grouping::group(&mut diagram, schema, view.grouping);
        diagram
    }

    fn relate(&mut self, table: TableWalker<'_>, shown: &Shown, view: &View) {
        if view.level == Level::Conceptual && is_bare_junction(table) {
            self.relations.extend(many_to_many(table, shown));
            return;
        }
        let mut drawn = BTreeMap::new();
        for key in table.foreign_keys().filter(|key| is_drawn(*key, view)) {
            if let Some(relation) = one_to_many(key, shown) {
                drawn.insert(key.foreign_key().columns.clone(), self.relations.len());
                self.relations.push(relation);
            }
        }
        for arc in &table.intent.arcs {
            let keys = arc
                .columns
                .iter()
                .filter_map(|c| drawn.get([*c].as_slice()));
            let relations: Vec<_> = keys.copied().collect();
            if relations.len() > 1 {
                let required = arc.required;
                self.arcs.push(Arc {
                    relations,
                    required,
                });
            }
        }
    }
}

/// The entities of the tables that are drawn, and which of their columns are.
#[derive(Default)]
struct Shown {
    entities: BTreeMap<TableId, (usize, Vec<ColumnId>)>,
}

impl Shown {
    fn end(&self, table: TableWalker<'_>, columns: &[ColumnId]) -> Option<End> {
        let (entity, shown) = self.entities.get(&table.id())?;
        let rows = columns
            .iter()
            .filter_map(|c| shown.iter().position(|s| s == c));
        Some(End {
            entity: *entity,
            rows: rows.collect(),
            optional: true,
            many: false,
        })
    }
}

fn columns(table: &Table) -> impl Iterator<Item = ColumnId> + use<> {
    (0..table.columns.len()).map(ColumnId)
}

/// Whether a view shows a reference. One that only says who touched a row is of the physical level.
fn is_drawn(key: ForeignKeyWalker<'_>, view: &View) -> bool {
    let roles = || kept(key);
    match view.level {
        Level::Conceptual | Level::Logical => roles().next().is_none(),
        Level::Physical(_) => !roles().any(|kept| view.hidden.contains(&kept)),
    }
}

fn kept(key: ForeignKeyWalker<'_>) -> impl Iterator<Item = Bookkeeping> {
    let table = key.table().table();
    let columns = key.foreign_key().columns.iter();
    columns.filter_map(|c| table[*c].role.map(Bookkeeping::of))
}

/// `None` only for a target that is not drawn, or that nobody resolved.
fn one_to_many(key: ForeignKeyWalker<'_>, shown: &Shown) -> Option<Relation> {
    let (child, parent) = (key.table(), key.target()?);
    let foreign = key.foreign_key();
    let target = foreign
        .target_columns
        .iter()
        .filter_map(|name| parent.find_column(name));
    let primary = child.primary_key.as_ref();
    let is_primary = |c: &ColumnId| primary.is_some_and(|key| key.columns.contains(c));
    Some(Relation {
        from: End {
            many: !key.is_one_to_one(),
            ..shown.end(child, &foreign.columns)?
        },
        to: End {
            optional: key.is_optional(),
            ..shown.end(parent, &target.collect::<Vec<_>>())?
        },
        kind: Kind::ForeignKey {
            index: key.index(),
            identifying: foreign.columns.iter().all(is_primary),
            enforced: foreign.is_enforced(),
        },
        label: child.column_list(&foreign.columns),
    })
}

/// The relation that a junction is; `None` where one of its ends is not drawn.
fn many_to_many(table: TableWalker<'_>, shown: &Shown) -> Option<Relation> {
    let mut ends = ends(table).filter_map(|key| {
        let end = shown.end(key.target()?, &[])?;
        Some(End { many: true, ..end })
    });
    Some(Relation {
        from: ends.next()?,
        to: ends.next()?,
        kind: Kind::ManyToMany {
            junction: table.id(),
        },
        label: table.path(),
    })
}

fn ends(table: TableWalker<'_>) -> impl Iterator<Item = ForeignKeyWalker<'_>> {
    table
        .foreign_keys()
        .filter(|key| kept(*key).next().is_none())
}

/// Whether a junction links two tables, has nothing else to say, and is referenced by nothing.
fn is_bare_junction(table: TableWalker<'_>) -> bool {
    let key = table.primary_key.as_ref();
    // A junction with a number of its own for a key says no more than one without.
    let says_nothing =
        |id: ColumnId| !row::is_content(&table, id) || key.is_some_and(|key| key.columns == [id]);
    table.junction
        && columns(&table).all(says_nothing)
        && ends(table).filter(|key| key.target().is_some()).count() == 2
        && ends(table).count() == 2
        && table.referencing_keys().next().is_none()
}

fn traits(table: &Table, level: Level) -> Vec<Trait> {
    let mut traits = Vec::new();
    if level == Level::Logical {
        let roles = table.columns.iter().filter_map(|c| c.role);
        let mut kept: Vec<_> = roles.map(Bookkeeping::of).collect();
        kept.sort_unstable();
        kept.dedup();
        traits.extend(kept.into_iter().map(Trait::Keeps));
    }
    if level == Level::Conceptual {
        return traits;
    }
    if table.junction {
        traits.push(Trait::Junction);
    }
    let intent = &table.intent;
    if intent.append_only {
        traits.push(Trait::AppendOnly);
    }
    if matches!(level, Level::Physical(_)) {
        traits.extend(intent.partition.as_ref().map(|partition| {
            let kind = match partition.kind {
                PartitionKind::Range => "range",
                PartitionKind::List => "list",
                PartitionKind::Hash => "hash",
            };
            let columns = || table.column_list(&partition.columns);
            let key = partition.key.clone().unwrap_or_else(columns);
            Trait::Partitioned(format!("{kind} ({key})"))
        }));
        traits.extend(intent.shard.map(|shard| match shard {
            Shard::By(column) => Trait::Sharded(Some(table[column].name.clone())),
            Shard::Reference => Trait::Sharded(None),
        }));
        traits.extend(intent.rows.map(Trait::Rows));
    }
    traits
}
