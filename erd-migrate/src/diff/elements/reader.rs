//! The definitions of one side of a pair of tables.

use super::definition::{Definition, ForeignKeyDefinition, Found, IndexDefinition, KeyDefinition};
use crate::diff::normal::{Pairing, folded};
use crate::diff::options::sorted_parameters;
use crate::diff::{Element, TablePair};
use erd_core::schema::{
    Action, Column, ColumnId, Deferrable, ForeignKey, Index, IndexKey, IndexKind, KeyPart,
    NullsOrder, Order, Table,
};
use erd_core::{Capability, Dialect, Family};
use erd_ddl::expression::statement;

/// Reads one side of a pair.
pub(super) struct Reader<'a> {
    pairing: &'a Pairing<'a>,
    pair: TablePair,
    table: &'a Table,
    is_old: bool,
}

impl<'a> Reader<'a> {
    pub(super) fn old(pairing: &'a Pairing<'_>, pair: TablePair) -> Self {
        Self {
            pairing,
            pair,
            table: pairing.old_table(pair),
            is_old: true,
        }
    }

    pub(super) fn new(pairing: &'a Pairing<'_>, pair: TablePair) -> Self {
        Self {
            pairing,
            pair,
            table: pairing.new_table_of(pair),
            is_old: false,
        }
    }

    pub(super) fn dialect(&self) -> Dialect {
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

    pub(super) fn name(&self, name: &str) -> String {
        folded(name, self.dialect())
    }

    pub(super) fn primary_key(&self) -> Vec<Found> {
        let Some(key) = &self.table.primary_key else {
            return Vec::new();
        };
        let definition = match (self.columns(&key.columns), self.columns(&key.include)) {
            (Some(columns), Some(include)) => {
                Definition::PrimaryKey(columns, include, key.deferrable)
            }
            _ => Definition::Gone,
        };
        // There is one per table, so that a key without a name is found too.
        let kept = self.dialect().has(Capability::PrimaryKeyNames);
        let name = self.name(if kept { &key.name } else { "primary" });
        vec![Found {
            element: Element::PrimaryKey,
            name,
            kept,
            definition,
        }]
    }

    pub(super) fn indexes(&self) -> Vec<Found> {
        let all = self.table.indexes.iter().enumerate();
        all.map(|(i, index)| {
            let constraint = matches!(index.kind, IndexKind::UniqueConstraint(_));
            // SQLite numbers the indexes behind constraints itself.
            let kept = !constraint || self.dialect().has(Capability::ConstraintNames);
            Found {
                element: Element::Index(i),
                name: self.name(&index.name),
                kept,
                definition: self.index(index).map_or(Definition::Gone, |definition| {
                    Definition::Index(Box::new(definition))
                }),
            }
        })
        .collect()
    }

    /// None of one that does nothing, so that another comes in its place.
    fn index(&self, index: &Index) -> Option<IndexDefinition> {
        if index.invalid {
            return None;
        }
        let keys: Option<Vec<_>> = index.keys.iter().map(|key| self.key(key)).collect();
        Some(IndexDefinition {
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
            parser: index.parser.as_deref().map(str::to_lowercase),
            nulls_not_distinct: index.nulls_not_distinct,
            with: sorted_parameters(index.with.as_deref().unwrap_or_default()),
        })
    }

    fn key(&self, key: &IndexKey) -> Option<KeyDefinition> {
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
        Some(KeyDefinition {
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

    pub(super) fn checks(&self) -> Vec<Found> {
        let all = self.table.checks.iter().enumerate();
        all.filter(|(_, check)| check.sql.get(self.dialect()).is_some())
            .map(|(i, check)| Found {
                element: Element::Check(i),
                name: self.name(&check.name),
                kept: self.dialect().has(Capability::ConstraintNames),
                definition: Definition::Check(
                    self.expression(&check.sql).unwrap_or_default(),
                    check.no_inherit,
                    check.enforced,
                ),
            })
            .collect()
    }

    pub(super) fn exclusions(&self) -> Vec<Found> {
        if !self.dialect().has(Capability::Exclusions) {
            return Vec::new();
        }
        let all = self.table.exclusions.iter().enumerate();
        all.map(|(i, exclusion)| Found {
            element: Element::Exclusion(i),
            name: self.name(&exclusion.name),
            kept: true,
            definition: Definition::Exclusion(
                statement(&exclusion.definition, self.dialect()),
                exclusion.deferrable,
            ),
        })
        .collect()
    }

    pub(super) fn foreign_keys(&self) -> Vec<Found> {
        let all = self.table.foreign_keys.iter().enumerate();
        all.filter(|(_, key)| key.loose.is_none())
            .filter(|(_, key)| {
                key.enforced || self.dialect().may_have(Capability::UnenforcedForeignKeys)
            })
            .map(|(i, key)| Found {
                element: Element::ForeignKey(i),
                name: self.name(&key.name),
                kept: self.dialect().has(Capability::ConstraintNames),
                definition: self
                    .foreign_key(key)
                    .map_or(Definition::Gone, |definition| {
                        Definition::ForeignKey(Box::new(definition))
                    }),
            })
            .collect()
    }

    fn foreign_key(&self, key: &ForeignKey) -> Option<ForeignKeyDefinition> {
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
        Some(ForeignKeyDefinition {
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
