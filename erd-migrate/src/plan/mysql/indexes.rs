//! Indexes (rules M18, M19, M25 and M55).

use crate::Step;
use crate::diff::{Element, ElementChange, column_type};
use crate::plan::context::{Context, hazard, names};
use crate::plan::mysql::cost::Cost;
use crate::plan::mysql::traits::refuses_null;
use crate::plan::mysql::types::{is_indexable, length};
use crate::plan::mysql::{Place, none_of};
use crate::plan::node::{Node, Nodes, Stage};
use crate::plan::op::{Op, Phase};
use crate::plan::op_name::{ConstraintKind, OpKind, OpVerb};
use crate::plan::resource::{Aspect, Resource};
use crate::plan::{queries, resource};
use erd_core::Dialect;
use erd_core::schema::{Column, Index, IndexKey, KeyPart, Table, TableId};
use erd_ddl::{IndexForm, SqlWriter};

/// The clauses of one ALTER TABLE.
pub(super) fn joined<const N: usize>(clauses: [Vec<String>; N]) -> String {
    clauses.concat().join(", ")
}

/// `ADD KEY ..` of an index.
pub(super) fn clause(writer: &SqlWriter<'_>, table: TableId, index: &Index) -> String {
    match writer.index(table, index) {
        IndexForm::Clause(sql) => format!("ADD {sql}"),
        IndexForm::Statement(sql) => sql.to_string(),
    }
}

fn index_phase(index: &Index) -> Phase {
    if index.is_unique() {
        Phase::Contract
    } else {
        Phase::Expand
    }
}

impl Place<'_> {
    /// A query that finds an index with these columns.
    fn index_is(&self, table: &Table, index: &Index) -> String {
        let base = format!(
            "SELECT 1 FROM information_schema.statistics WHERE {} AND index_name = {}",
            self.here("table_schema"),
            self.new.literal(&index.name)
        );
        let Some(columns) = index.key_columns() else {
            return base;
        };
        format!(
            "{base} AND non_unique = {} GROUP BY index_name HAVING GROUP_CONCAT(column_name ORDER BY seq_in_index) = {}",
            u8::from(!index.is_unique()),
            self.new.literal(&names(table, &columns).join(","))
        )
    }

    fn index_op(
        &self,
        verb: OpVerb,
        name: &str,
        cost: Cost,
        up: &str,
        (down, back_cost): (&str, Cost),
    ) -> Op {
        let path = format!("{}.{name}", self.path());
        let kind = OpKind::Constraint(verb, ConstraintKind::Index);
        self.op(
            kind.of(self.path(), name),
            format!("{} {path}", kind.phrase()),
            cost,
            self.set(up, cost),
            self.set(down, back_cost),
        )
    }

    /// What an index gives to foreign keys.
    fn index_gives(&self, index: &Index) -> Vec<Resource> {
        let (path, table) = (self.path(), self.after());
        let mut all = vec![resource::index(&path, &index.name)];
        let first = index.keys.first().map(|key| &key.part);
        if let Some(KeyPart::Column(first)) = first {
            all.push(Aspect::Index.of(&path, &table[*first].name));
        }
        if let Some(columns) = index.key_columns() {
            all.push(resource::key(&path, &names(table, &columns)));
        }
        all.extend(self.gives_numbers(Some(index)));
        all
    }

    /// What an index of the old table is to foreign keys, which go before it.
    fn index_frees(&self, index: &Index) -> Vec<Resource> {
        let (path, table) = (self.path(), self.before());
        let mut all = vec![resource::index(&path, &index.name)];
        if let Some(columns) = index.key_columns() {
            all.push(resource::key(&path, &names(table, &columns)));
        }
        let first = index.keys.first().map(|key| &key.part);
        if let Some(KeyPart::Column(first)) = first {
            all.push(Aspect::OldIndex.of(&path, &table[*first].name));
        }
        all.extend(self.frees_numbers(Some(index)));
        all
    }

    /// Whether an old foreign key that stays stands on the index: the new cover comes first.
    fn index_takes(&self, index: &Index) -> Vec<Resource> {
        let (path, table) = (self.path(), self.before());
        let first = index.keys.first().map(|key| &key.part);
        match first {
            Some(KeyPart::Column(first)) => vec![Aspect::Index.of(&path, &table[*first].name)],
            _ => Vec::new(),
        }
    }

    /// A query for keys that are there more than once.
    fn duplicates(&self, index: &Index) -> Option<String> {
        let columns = index.key_columns()?;
        let table = self.after();
        // New columns are not there yet when the query runs, and hold no duplicates of their own.
        if columns.iter().any(|c| self.is_added(*c)) {
            return None;
        }
        let list: Vec<_> = names(table, &columns)
            .iter()
            .map(|c| self.new.quote(c))
            .collect();
        Some(queries::duplicates(&self.table(), &list, false, None))
    }

    fn unique(&self, op: &mut Op, index: &Index) {
        if index.is_unique() {
            op.blocked_by = self.duplicates(index);
            op.hazards.push(hazard(
                "M25",
                "a version of the application that writes duplicates fails from here on",
            ));
        }
    }

    pub(super) fn add_index(&self, i: usize, nodes: &mut Nodes) {
        let index = &self.after().indexes[i];
        let cost = self.index_cost(index, None);
        let made = self.made_before(Element::Index(i));
        let drop = joined([vec![self.drop_clause(index)], made.add]);
        let add = joined([made.drop, vec![self.add_clause(index, None)]]);
        let mut op = self.index_op(
            OpVerb::Add,
            &index.name,
            cost,
            &add,
            (&drop, self.drop_index_cost(index)),
        );
        op.scans.push(self.path());
        op.done = Some(self.index_is(self.after(), index));
        self.unique(&mut op, index);
        let node = Node::new(op, index_phase(index), Stage::Build, self.path())
            .provides(self.index_gives(index))
            .requires(made.others)
            .requires(Context::columns_of(self.after(), Element::Index(i)))
            .requires(self.retyped(Aspect::NewDefinition, self.after(), index));
        nodes.push(self.ready(node));
    }

    /// The columns of an index, in that table, that change from or to what it cannot have: a type that no index has whole,
    /// and NULL in an index that takes none.
    fn retyped(&self, aspect: Aspect, table: &Table, index: &Index) -> Vec<Resource> {
        let dialect = self.context.dialect();
        let path = self.path();
        let mine = index.key_columns().unwrap_or_default();
        if refuses_null(index) {
            let all = mine.iter().map(|c| aspect.of(&path, &table[*c].name));
            return all.collect();
        }
        let has = |name: &str| {
            mine.iter()
                .any(|c| table[*c].name.eq_ignore_ascii_case(name))
        };
        let other = |name: &str| {
            let [before, after] = [self.before(), self.after()];
            let same = |c: &&Column| c.name.eq_ignore_ascii_case(name);
            let both = before
                .columns
                .iter()
                .find(same)
                .zip(after.columns.iter().find(same));
            both.is_some_and(|(a, b)| {
                let other = if aspect == Aspect::NewDefinition {
                    a
                } else {
                    b
                };
                let whole = [a, b]
                    .iter()
                    .all(|c| is_indexable(&column_type(c, dialect)));
                self.is_too_long(table, index, other) || (has(name) && !whole)
            })
        };
        let steps = self.context.steps.of(self.pair.old);
        let changes = steps.filter_map(|step| match step {
            Step::AlterColumn { new, .. } => Some(&self.after()[*new].name),
            _ => None,
        });
        changes
            .filter(|name| other(name))
            .map(|name| aspect.of(&path, name))
            .collect()
    }

    /// Whether the index has more of a column at the start than the other form of the column holds (1089).
    fn is_too_long(&self, table: &Table, index: &Index, other: &Column) -> bool {
        let holds = length(&column_type(other, self.context.dialect()));
        let is_it = |key: &IndexKey| match key.part {
            KeyPart::Column(id) => table[id].name.eq_ignore_ascii_case(&other.name),
            KeyPart::Expression(_) => false,
        };
        let mut prefixes = index.keys.iter().filter(|key| is_it(key));
        prefixes.any(|key| {
            holds.is_some_and(|holds: u32| key.prefix_len.is_some_and(|most| most > holds))
        })
    }

    pub(super) fn drop_index(&self, i: usize, nodes: &mut Nodes) {
        let index = &self.before().indexes[i];
        let made = self.made_after(Element::Index(i));
        let drop = joined([vec![self.drop_clause(index)], made.add]);
        let add = joined([made.drop, vec![self.add_back_clause(index)]]);
        let down = self.index_cost(index, None);
        let cost = self.drop_index_cost(index);
        let mut op = self.index_op(OpVerb::Drop, &index.name, cost, &drop, (&add, down));
        op.done = Some(none_of(&self.index_is(self.before(), index)));
        op.hazards.push(hazard(
            "M19",
            "queries that use it read the whole table from here on; hide it first to try",
        ));
        // A unique key keeps rows of an old version out, and goes as early as what it excludes comes.
        let node = Node::new(op, Phase::Contract, Stage::Drop, self.path())
            .requires(self.index_takes(index))
            .requires(self.keeps_numbers(Some(index)))
            .removes(self.index_frees(index))
            .releases(made.others)
            .releases(Context::columns_of(self.before(), Element::Index(i)))
            .releases(self.retyped(Aspect::OldDefinition, self.before(), index));
        nodes.push(self.ready(node));
    }

    /// Drops one and adds another in one statement, so that no foreign key is without and no moment without a key.
    pub(super) fn replace_index(&self, old: usize, new: usize, nodes: &mut Nodes) {
        let (before, after) = (&self.before().indexes[old], &self.after().indexes[new]);
        let (goes, comes) = (
            self.made_after(Element::Index(old)),
            self.made_before(Element::Index(new)),
        );
        let clauses = self.replace_clauses(old, new).to_vec();
        let up = joined([comes.drop, clauses, goes.add]);
        let clauses = self.replace_back_clauses(old, new).to_vec();
        let down = joined([goes.drop, clauses, comes.add]);
        let cost = self.index_cost(after, Some(before));
        let back_cost = self.index_cost(before, Some(after));
        let mut op = self.index_op(OpVerb::Replace, &after.name, cost, &up, (&down, back_cost));
        op.scans.push(self.path());
        let (was, is) = (
            self.index_is(self.before(), before),
            self.index_is(self.after(), after),
        );
        op.done = (was != is).then_some(is);
        self.unique(&mut op, after);
        let (gives, frees) = self.replaced(old, new);
        let node = Node::new(op, Phase::Contract, Stage::Build, self.path())
            .provides(gives)
            .removes(frees)
            .requires(self.keeps_numbers(Some(before)))
            .requires(comes.others)
            .requires(Context::columns_of(self.after(), Element::Index(new)))
            .requires(self.retyped(Aspect::NewDefinition, self.after(), after))
            .releases(goes.others)
            .releases(Context::columns_of(self.before(), Element::Index(old)))
            .releases(self.retyped(Aspect::OldDefinition, self.before(), before));
        nodes.push(self.ready(node));
    }

    /// What drops an index, and what adds the one in its place.
    pub(super) fn replace_clauses(&self, old: usize, new: usize) -> [String; 2] {
        let (before, after) = (&self.before().indexes[old], &self.after().indexes[new]);
        [self.drop_clause(before), self.add_clause(after, Some(old))]
    }

    /// The same on the way back.
    pub(super) fn replace_back_clauses(&self, old: usize, new: usize) -> [String; 2] {
        let (before, after) = (&self.before().indexes[old], &self.after().indexes[new]);
        [self.drop_clause(after), self.add_back_clause(before)]
    }

    /// What adds an index of the new table, where one of the old table goes or not.
    fn add_clause(&self, index: &Index, instead: Option<usize>) -> String {
        let kept = if index.is_btree() {
            self.keeping(&index.leading_columns(), instead)
        } else {
            String::new()
        };
        format!("{}{kept}", clause(&self.new, self.pair.new, index))
    }

    /// What adds an index of the old table again.
    fn add_back_clause(&self, index: &Index) -> String {
        let kept = if index.is_btree() {
            self.keeping_staying(self.before(), &index.leading_columns())
        } else {
            String::new()
        };
        format!("{}{kept}", clause(&self.old, self.pair.old, index))
    }

    fn drop_clause(&self, index: &Index) -> String {
        format!("DROP INDEX {}", self.new.quote(&index.name))
    }

    /// What the replacement of an index gives and frees.
    pub(super) fn replaced(&self, old: usize, new: usize) -> (Vec<Resource>, Vec<Resource>) {
        let gives = self.index_gives(&self.after().indexes[new]);
        let mut frees = self.index_frees(&self.before().indexes[old]);
        frees.retain(|what| !gives.contains(what));
        (gives, frees)
    }

    pub(super) fn rename_index(&self, old: usize, new: usize, nodes: &mut Nodes) {
        let before = &self.context.diff.old[self.pair.old].indexes[old].name;
        let after = &self.after().indexes[new];
        let sql = |from: &str, to: &str| {
            format!(
                "RENAME INDEX {} TO {}",
                self.new.quote(from),
                self.new.quote(to)
            )
        };
        let cost = self.rename_index_cost(after);
        let mut op = self.index_op(
            OpVerb::Rename,
            before,
            cost,
            &sql(before, &after.name),
            (&sql(&after.name, before), cost),
        );
        op.done = Some(self.index_is(self.after(), after));
        nodes.push(self.ready(Node::new(op, Phase::Expand, Stage::Alter, self.path()).rank(1)));
    }

    pub(super) fn alter_index(
        &self,
        old: usize,
        new: usize,
        changes: &[ElementChange],
        nodes: &mut Nodes,
    ) {
        if changes.contains(&ElementChange::Comment) {
            self.replace_index(old, new, nodes);
            return;
        }
        if !changes.contains(&ElementChange::Invisible) {
            return;
        }
        let index = &self.after().indexes[new];
        let maria = self.context.dialect() == Dialect::MariaDb;
        let sql = |hidden: bool| {
            let word = match (maria, hidden) {
                (true, true) => "IGNORED",
                (true, false) => "NOT IGNORED",
                (false, true) => "INVISIBLE",
                (false, false) => "VISIBLE",
            };
            format!("ALTER INDEX {} {word}", self.new.quote(&index.name))
        };
        let cost = Cost::dictionary(self.context);
        let (up, down) = (sql(index.invisible), sql(!index.invisible));
        let mut op = self.index_op(OpVerb::HideOrShow, &index.name, cost, &up, (&down, cost));
        op.hazards.push(hazard(
            "M19",
            "queries are planned anew, with it or without it",
        ));
        nodes.push(self.ready(Node::new(op, Phase::Expand, Stage::Finish, self.path())));
    }
}
