//! Keys, indexes, checks, exclusions and foreign keys: by name, and by what they say where the name is gone.

use super::normal::{Pairing, folded};
use super::options::sorted_parameters;
use super::{Options, Part, PartChange, Step, TablePair};
use erd_core::schema::{
    Action, Column, ColumnId, Deferrable, ForeignKey, Index, IndexKey, IndexKind, KeyPart,
    NullsOrder, Order, Table, TableId,
};
use erd_core::{Capability, Dialect, Family};
use erd_ddl::expression::statement;

/// What a part says, in terms of the new schema. Two parts that are equal do the same, under whatever name.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Says {
    PrimaryKey(Vec<ColumnId>, Vec<ColumnId>, Deferrable),
    Index(Box<IndexSays>),
    Check(String, bool, bool),
    Exclusion(String, Deferrable),
    ForeignKey(Box<KeySays>),
    /// It speaks of a column or a table that is gone, or is not valid.
    Gone,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct IndexSays {
    unique: bool,
    constraint: bool,
    deferrable: Deferrable,
    keys: Vec<KeyText>,
    include: Vec<ColumnId>,
    predicate: Option<String>,
    method: Option<String>,
    nulls_not_distinct: bool,
    with: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct KeyText {
    column: Option<ColumnId>,
    expression: Option<String>,
    order: Order,
    nulls: Option<NullsOrder>,
    opclass: Option<String>,
    collation: Option<String>,
    prefix_len: Option<u32>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct KeySays {
    columns: Vec<ColumnId>,
    target: TableId,
    target_columns: Vec<String>,
    on_delete: Action,
    on_update: Action,
    match_full: bool,
    set_columns: Vec<ColumnId>,
    enforced: bool,
}

/// A part with its name and what it says.
struct Found {
    part: Part,
    /// Folded.
    name: String,
    /// Whether the dialect keeps the name.
    kept: bool,
    says: Says,
}

pub(super) fn compare(
    pairing: &Pairing<'_>,
    pair: TablePair,
    options: Options,
    steps: &mut Vec<Step>,
) {
    let old = Reader::old(pairing, pair);
    let new = Reader::new(pairing, pair);
    let lists = [
        (old.primary_key(), new.primary_key()),
        (old.indexes(), new.indexes()),
        (old.checks(), new.checks()),
        (old.exclusions(), new.exclusions()),
    ];
    for (mut before, after) in lists {
        before.retain(|found| !is_implied(pairing, pair, found, &after));
        list(pairing, pair, options, before, after, steps);
    }
    foreign_keys(pairing, pair, options, steps);
}

/// Compares the foreign keys, which are also about other tables.
pub(super) fn foreign_keys(
    pairing: &Pairing<'_>,
    pair: TablePair,
    options: Options,
    steps: &mut Vec<Step>,
) {
    let before = Reader::old(pairing, pair).foreign_keys();
    let after = Reader::new(pairing, pair).foreign_keys();
    list(pairing, pair, options, before, after, steps);
}

fn list(
    pairing: &Pairing<'_>,
    pair: TablePair,
    options: Options,
    before: Vec<Found>,
    after: Vec<Found>,
    steps: &mut Vec<Step>,
) {
    let mut left: Vec<Option<Found>> = before.into_iter().map(Some).collect();
    let mut matched: Vec<Option<Found>> = after.iter().map(|_| None).collect();
    // By name, then by what is said; where the dialect keeps no names, the other way round.
    for (round, by_name) in [true, false, true].into_iter().enumerate() {
        for (i, new) in after.iter().enumerate() {
            if matched[i].is_some() || (round == 0 && !new.kept) {
                continue;
            }
            let same = |old: &Found| {
                if by_name {
                    old.name == new.name
                } else {
                    old.says == new.says && old.says != Says::Gone
                }
            };
            let found = left.iter().position(|o| o.as_ref().is_some_and(same));
            matched[i] = found.and_then(|at| left[at].take());
        }
    }
    let mut drops: Vec<_> = left.into_iter().flatten().collect();
    drops.sort_by(|a, b| a.name.cmp(&b.name));
    for old in drops {
        steps.push(Step::DropPart {
            table: pair,
            part: old.part,
        });
    }
    let mut order: Vec<_> = (0..after.len()).collect();
    order.sort_by(|a, b| after[*a].name.cmp(&after[*b].name));
    for i in order {
        let new = &after[i];
        let Some(old) = &matched[i] else {
            steps.push(Step::AddPart {
                table: pair,
                part: new.part,
            });
            continue;
        };
        if old.says != new.says && !becomes_constraint(&old.says, &new.says, pairing.dialect) {
            steps.push(Step::ReplacePart {
                table: pair,
                old: old.part,
                new: new.part,
            });
            continue;
        }
        if new.kept && old.name != new.name {
            steps.push(Step::RenamePart {
                table: pair,
                old: old.part,
                new: new.part,
            });
        }
        let mut changes = alterations(pairing, pair, old.part, new.part, options);
        if old.says != new.says {
            changes.insert(0, PartChange::Constraint);
        }
        if !changes.is_empty() {
            steps.push(Step::AlterPart {
                table: pair,
                old: old.part,
                new: new.part,
                changes,
            });
        }
    }
}

/// A unique index that becomes a constraint keeps its btree (PostgreSQL).
fn becomes_constraint(old: &Says, new: &Says, dialect: Dialect) -> bool {
    let (Says::Index(old), Says::Index(new)) = (old, new) else {
        return false;
    };
    dialect.has(Capability::ConstraintFromIndex)
        && !old.constraint
        && new.constraint
        && IndexSays {
            constraint: true,
            deferrable: new.deferrable,
            ..(**old).clone()
        } == **new
}

fn alterations(
    pairing: &Pairing<'_>,
    pair: TablePair,
    old: Part,
    new: Part,
    options: Options,
) -> Vec<PartChange> {
    let (a, b) = (pairing.old_table(pair), pairing.new_table_of(pair));
    let mut changes = Vec::new();
    match (old, new) {
        (Part::Check(i), Part::Check(j)) if !a.checks[i].validated && b.checks[j].validated => {
            changes.push(PartChange::Validate);
        }
        (Part::ForeignKey(i), Part::ForeignKey(j)) => {
            let (a, b) = (&a.foreign_keys[i], &b.foreign_keys[j]);
            if pairing.dialect.has(Capability::NotValid) && !a.validated && b.validated {
                changes.push(PartChange::Validate);
            }
            if a.deferrable != b.deferrable {
                changes.push(PartChange::Deferrable);
            }
        }
        (Part::Index(i), Part::Index(j)) => {
            let (a, b) = (&a.indexes[i], &b.indexes[j]);
            if pairing.dialect.has(Capability::InvisibleIndexes) && a.invisible != b.invisible {
                changes.push(PartChange::Invisible);
            }
            if options.comments
                && pairing.dialect.has(Capability::Comments)
                && a.comment != b.comment
            {
                changes.push(PartChange::Comment);
            }
        }
        _ => {}
    }
    changes
}

/// An index that MySQL and MariaDB made for a foreign key by themselves, and would make again.
fn is_implied(pairing: &Pairing<'_>, pair: TablePair, found: &Found, after: &[Found]) -> bool {
    let Part::Index(position) = found.part else {
        return false;
    };
    let (old, new) = (pairing.old_table(pair), pairing.new_table_of(pair));
    let index = &old.indexes[position];
    if !pairing.dialect.has(Capability::ForeignKeyIndexes)
        || index.is_unique()
        || index.keys.iter().any(|key| key.order == Order::Desc)
        || after.iter().any(|new| new.name == found.name)
    {
        return false;
    }
    let columns = index
        .key_columns()
        .and_then(|columns| pairing.new_columns(pair, &columns));
    let Some(columns) = columns else { return false };
    let served = |key: &ForeignKey| erd_ddl::is_served(pairing.dialect, new, key, None);
    new.foreign_keys
        .iter()
        .any(|key| key.is_enforced() && key.columns == columns && !served(key))
}

/// Reads one side of a pair.
struct Reader<'a> {
    pairing: &'a Pairing<'a>,
    pair: TablePair,
    table: &'a Table,
    is_old: bool,
}

impl<'a> Reader<'a> {
    fn old(pairing: &'a Pairing<'_>, pair: TablePair) -> Self {
        Self {
            pairing,
            pair,
            table: pairing.old_table(pair),
            is_old: true,
        }
    }

    fn new(pairing: &'a Pairing<'_>, pair: TablePair) -> Self {
        Self {
            pairing,
            pair,
            table: pairing.new_table_of(pair),
            is_old: false,
        }
    }

    fn dialect(&self) -> Dialect {
        self.pairing.dialect
    }

    fn columns(&self, columns: &[ColumnId]) -> Option<Vec<ColumnId>> {
        if self.is_old {
            self.pairing.new_columns(self.pair, columns)
        } else {
            Some(columns.to_vec())
        }
    }

    fn expression(&self, sql: &erd_core::schema::Sql) -> Option<String> {
        if self.is_old {
            self.pairing.old_expression(self.pair, sql)
        } else {
            self.pairing.new_expression(self.pair, sql)
        }
    }

    fn name(&self, name: &str) -> String {
        folded(name, self.dialect())
    }

    fn primary_key(&self) -> Vec<Found> {
        let Some(key) = &self.table.primary_key else {
            return Vec::new();
        };
        let says = match (self.columns(&key.columns), self.columns(&key.include)) {
            (Some(columns), Some(include)) => Says::PrimaryKey(columns, include, key.deferrable),
            _ => Says::Gone,
        };
        // There is one per table, so that a key without a name is found too.
        let kept = self.dialect().has(Capability::PrimaryKeyNames);
        let name = self.name(if kept { &key.name } else { "primary" });
        vec![Found {
            part: Part::PrimaryKey,
            name,
            kept,
            says,
        }]
    }

    fn indexes(&self) -> Vec<Found> {
        let all = self.table.indexes.iter().enumerate();
        all.map(|(i, index)| {
            let constraint = matches!(index.kind, IndexKind::UniqueConstraint(_));
            // SQLite numbers the indexes behind constraints itself.
            let kept = !constraint || self.dialect().has(Capability::ConstraintNames);
            Found {
                part: Part::Index(i),
                name: self.name(&index.name),
                kept,
                says: self
                    .index(index)
                    .map_or(Says::Gone, |says| Says::Index(Box::new(says))),
            }
        })
        .collect()
    }

    /// None of one that does nothing, so that another comes in its place.
    fn index(&self, index: &Index) -> Option<IndexSays> {
        if index.invalid {
            return None;
        }
        let keys: Option<Vec<_>> = index.keys.iter().map(|key| self.key(key)).collect();
        Some(IndexSays {
            unique: index.is_unique(),
            constraint: matches!(index.kind, IndexKind::UniqueConstraint(_)),
            deferrable: match index.kind {
                IndexKind::UniqueConstraint(when) => when,
                _ => Deferrable::No,
            },
            keys: keys?,
            include: self.columns(&index.include)?,
            predicate: self.expression(&index.predicate),
            method: index.method.as_deref().map(str::to_lowercase),
            nulls_not_distinct: index.nulls_not_distinct,
            with: sorted_parameters(index.with.as_deref().unwrap_or_default()),
        })
    }

    fn key(&self, key: &IndexKey) -> Option<KeyText> {
        let unquoted = |text: &str| self.name(&text.replace('"', ""));
        let mut collation = key.collation.as_deref().map(unquoted);
        let (column, expression) = match &key.part {
            KeyPart::Column(column) => (self.columns(&[*column])?.first().copied(), None),
            KeyPart::Expression(sql) => {
                let form = self.expression(sql);
                let (column, own) = form.as_deref().map_or((None, None), |form| self.bare(form));
                if let Some(own) = own {
                    collation.get_or_insert(own);
                }
                (column, form.filter(|_| column.is_none()))
            }
        };
        // Where NULLs go by themselves: PostgreSQL holds them for largest, the others for smallest.
        let largest = self.dialect().has(Capability::NullsLargest);
        let usual = if largest == (key.order == Order::Asc) {
            NullsOrder::Last
        } else {
            NullsOrder::First
        };
        Some(KeyText {
            column,
            expression,
            order: key.order,
            nulls: key.nulls.filter(|nulls| *nulls != usual),
            opclass: key
                .opclass
                .as_deref()
                .map(|text| statement(text, self.dialect())),
            collation,
            prefix_len: key.prefix_len,
        })
    }

    /// The column that an expression is, with its collation: PostgreSQL and SQLite take one in parentheses for a column.
    fn bare(&self, form: &str) -> (Option<ColumnId>, Option<String>) {
        let columns = &self.pairing.new_table_of(self.pair).columns;
        let column = |form: &str| {
            // To SQLite a text is the column of that name.
            let quotes = |c: char| c == '"' || (c == '\'' && self.dialect().is(Family::Sqlite));
            let named = |column: &Column| self.name(&column.name) == form.trim_matches(quotes);
            columns.iter().position(named).map(ColumnId)
        };
        let inner = form.strip_prefix('(').and_then(|f| f.strip_suffix(')'));
        match inner.and_then(|inner| inner.split_once(" collate ")) {
            Some((name, collation)) if column(name).is_some() => {
                (column(name), Some(collation.to_owned()))
            }
            _ => (column(form), None),
        }
    }

    fn checks(&self) -> Vec<Found> {
        let all = self.table.checks.iter().enumerate();
        all.filter(|(_, check)| check.sql.get(self.dialect()).is_some())
            .map(|(i, check)| Found {
                part: Part::Check(i),
                name: self.name(&check.name),
                kept: self.dialect().has(Capability::ConstraintNames),
                says: Says::Check(
                    self.expression(&check.sql).unwrap_or_default(),
                    check.no_inherit,
                    check.enforced,
                ),
            })
            .collect()
    }

    fn exclusions(&self) -> Vec<Found> {
        if !self.dialect().has(Capability::Exclusions) {
            return Vec::new();
        }
        let all = self.table.exclusions.iter().enumerate();
        all.map(|(i, exclusion)| Found {
            part: Part::Exclusion(i),
            name: self.name(&exclusion.name),
            kept: true,
            says: Says::Exclusion(
                statement(&exclusion.definition, self.dialect()),
                exclusion.deferrable,
            ),
        })
        .collect()
    }

    fn foreign_keys(&self) -> Vec<Found> {
        let all = self.table.foreign_keys.iter().enumerate();
        all.filter(|(_, key)| key.loose.is_none())
            .filter(|(_, key)| {
                key.enforced || self.dialect().may_have(Capability::UnenforcedForeignKeys)
            })
            .map(|(i, key)| Found {
                part: Part::ForeignKey(i),
                name: self.name(&key.name),
                kept: self.dialect().has(Capability::ConstraintNames),
                says: self
                    .foreign_key(key)
                    .map_or(Says::Gone, |says| Says::ForeignKey(Box::new(says))),
            })
            .collect()
    }

    fn foreign_key(&self, key: &ForeignKey) -> Option<KeySays> {
        let target = if self.is_old {
            self.pairing.new_target(self.pair, &key.target)?
        } else {
            match key.target {
                erd_core::schema::Target::Own => self.pair.new,
                erd_core::schema::Target::Table(id) => id,
                erd_core::schema::Target::Path(_) => return None,
            }
        };
        let fold = |name: &str| folded(name, self.dialect());
        let target_columns = if self.is_old {
            let pair = self.pairing.pair_of_new(target)?;
            let old = self.pairing.old_table(pair);
            key.target_columns
                .iter()
                .map(|name| {
                    let id = old
                        .columns
                        .iter()
                        .position(|c| fold(&c.name) == fold(name))?;
                    let new = self.pairing.new_column(pair, ColumnId(id))?;
                    Some(fold(&self.pairing.new[target][new].name))
                })
                .collect::<Option<Vec<_>>>()?
        } else {
            key.target_columns.iter().map(|name| fold(name)).collect()
        };
        // InnoDB checks at once either way.
        let action = |action: Option<Action>| match action.unwrap_or(Action::NoAction) {
            Action::Restrict if !self.dialect().has(Capability::RestrictIsApart) => {
                Action::NoAction
            }
            other => other,
        };
        let match_full = key.match_full && self.dialect().has(Capability::MatchFull);
        Some(KeySays {
            columns: self.columns(&key.columns)?,
            target,
            target_columns,
            on_delete: action(key.on_delete),
            on_update: action(key.on_update),
            match_full,
            set_columns: self.columns(&key.set_columns)?,
            enforced: key.enforced,
        })
    }
}
