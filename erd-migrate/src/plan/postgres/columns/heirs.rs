//! Defaults of tables that inherit one, and of partitions: what sets a default of the table sets theirs.

use super::super::numbering::sequence_name;
use super::Columns;
use crate::plan::resource::{self, Resource};
use erd_core::schema::{Column, Identity, ObjectKind, PartitionTable, Schema, Table};

impl Columns<'_> {
    /// What gives a column its default in each table that inherits this one, and in each partition, where the two are not
    /// the same: after a new type, and on the way back.
    pub(super) fn defaults_of_heirs(&self, column: &Column) -> [Vec<String>; 2] {
        let sides = [&self.context.diff.new, &self.context.mid];
        let own = [self.after(), self.context.mid_table(self.pair)];
        let all = [0, 1].map(|side| {
            let mut columns = own[side].columns.iter();
            let parent = columns.find(|own| own.name == column.name)?;
            let mut all = self.other_defaults(sides[side], parent);
            all.extend(self.defaults_of_partitions(sides[side], own[side], parent));
            Some(all)
        });
        all.map(Option::unwrap_or_default)
    }

    fn defaults_of_partitions(
        &self,
        schema: &Schema,
        table: &Table,
        column: &Column,
    ) -> Vec<String> {
        let partitions = table.intent.partition.iter().flat_map(|by| &by.parts);
        let names: Vec<_> = partitions
            .flat_map(PartitionTable::tables)
            .map(|part| &part.name)
            .collect();
        let setting = format!("DEFAULT {}", column.name);
        let objects = schema.objects.iter().filter(|object| {
            let of = object.table.as_ref();
            object.kind == ObjectKind::Setting
                && object.name == setting
                && of.is_some_and(|of| names.contains(&of))
        });
        let texts = objects.flat_map(|object| &object.create);
        let texts = texts.filter_map(|sql| sql.get(self.context.dialect()));
        texts.map(str::to_owned).collect()
    }

    /// The sequence that numbers the column in a table that this one inherits, where the two do not share it all along.
    pub(super) fn sequence_of_ancestor(
        &self,
        schema: &Schema,
        column: &Column,
    ) -> Option<Resource> {
        let path = self.path();
        let is_above = |table: &&Table| {
            self.context
                .inherited
                .heirs(&table.path())
                .any(|heir| heir == path)
        };
        schema.tables.iter().filter(is_above).find_map(|table| {
            let mut columns = table.columns.iter();
            let own = columns.find(|own| own.name == column.name)?;
            let sequence = sequence_name(table, own);
            let space = table.schema.as_deref();
            (own.identity == Some(Identity::Serial)).then(|| resource::relation(space, &sequence))
        })
    }

    fn other_defaults(&self, schema: &Schema, parent: &Column) -> Vec<String> {
        // Numbers of a sequence stay numbers.
        if parent.identity == Some(Identity::Serial) {
            return Vec::new();
        }
        let dialect = self.context.dialect();
        let path = self.path();
        let heirs: Vec<_> = self.context.inherited.heirs(&path).collect();
        let tables = schema.tables.iter();
        let tables = tables.filter(|table| heirs.contains(&table.path().as_str()));
        let each = tables.filter_map(|table| {
            let mut columns = table.columns.iter();
            let column = columns.find(|column| column.name == parent.name)?;
            let default = column.default.get(dialect);
            let what = match default {
                _ if default == parent.default.get(dialect) => return None,
                Some(text) => format!("SET DEFAULT {text}"),
                None => "DROP DEFAULT".to_owned(),
            };
            let owner = erd_ddl::path(dialect, table.schema.as_deref(), &table.name);
            let name = self.new.quote(&column.name);
            Some(format!(
                "ALTER TABLE ONLY {owner} ALTER COLUMN {name} {what}"
            ))
        });
        each.collect()
    }
}
