//! A key that foreign keys lead to, and another one of the same columns in its place. A foreign key is bound to the index that
//! it found when it came (`pg_constraint.conindid`), so the new index is built beside the old one, and then the foreign keys
//! go, the keys change places and the foreign keys come back in one transaction. They hold for new rows from then on at once,
//! and the rows that are there are read again behind it.

use super::{Side, Worker, deferrable};
use crate::Step;
use crate::diff::{Element, TablePair, element_name};
use crate::plan::context::{Context, hazard, names};
use crate::plan::node::{Node, Nodes, Stage};
use crate::plan::op::{Lock, LockMode, Phase, Reverse};
use crate::plan::op_name::OpVerb;
use crate::plan::queries;
use crate::plan::resource;
use erd_core::Capability;
use erd_core::naming;
use erd_core::schema::{IndexKind, Table, TableId};
use erd_ddl::IndexForm;
use std::collections::BTreeSet;

/// A foreign key that stays, in its table before and after.
pub(super) struct Leading {
    owner: TablePair,
    old: usize,
    new: usize,
}

/// The columns of a key without those that it only includes; none of what is no key.
pub(super) fn key_names(table: &Table, element: Element) -> BTreeSet<String> {
    let columns = match element {
        Element::PrimaryKey => table.primary_key.as_ref().map(|key| key.columns.clone()),
        Element::Index(i) => table.indexes[i].key_columns(),
        _ => None,
    };
    names(table, &columns.unwrap_or_default())
        .into_iter()
        .collect()
}

impl Worker<'_> {
    /// The foreign keys that stay as they are and lead to the columns of a key of the old schema.
    pub(super) fn leading_to(&self, key: Element) -> Vec<Leading> {
        let found = self.aimed_at(key).into_iter().filter_map(|(owner, old)| {
            if self.goes(owner, old) {
                return None;
            }
            let foreign = &self.context.mid[owner].foreign_keys[old];
            let owner = self.context.pair_of(owner)?;
            let mut all = self.context.new_table(owner).foreign_keys.iter();
            let new = all.position(|own| own.name == foreign.name)?;
            Some(Leading { owner, old, new })
        });
        found.collect()
    }

    /// Whether a foreign key leads to the columns of a key of the old schema, and goes. On the way back it comes first, and
    /// binds itself to whatever index it finds.
    pub(super) fn is_left_by_one(&self, key: Element) -> bool {
        let mut all = self.aimed_at(key).into_iter();
        all.any(|(owner, old)| self.goes(owner, old))
    }

    /// The foreign keys of the old schema that lead to the columns of a key.
    fn aimed_at(&self, key: Element) -> Vec<(TableId, usize)> {
        let mid = &self.context.mid;
        let wanted = key_names(self.side(Side::Old), key);
        let aims = |(owner, old): &(TableId, usize)| {
            let foreign = &mid[*owner].foreign_keys[*old];
            let own: BTreeSet<_> = foreign.target_columns.iter().cloned().collect();
            let target = Context::target(mid, *owner, foreign).map(|(target, _)| target);
            target == Some(self.pair.old) && own == wanted
        };
        let around = self.context.keys_around(self.pair.old).into_iter();
        around.filter(aims).collect()
    }

    fn goes(&self, owner: TableId, key: usize) -> bool {
        let mut steps = self.context.steps.of(owner);
        steps.any(|step| {
            matches!(step, Step::ReplaceElement { old: element, .. } | Step::DropElement { element, .. } if *element == Element::ForeignKey(key))
        })
    }

    /// Whether both keys have the same columns.
    pub(super) fn has_same_columns(&self, old: Element, new: Element) -> bool {
        key_names(self.side(Side::Old), old) == key_names(self.side(Side::New), new)
    }

    pub(super) fn swap(&self, old: Element, new: Element, keys: &[Leading], nodes: &mut Nodes) {
        let was = element_name(self.side(Side::Old), old).to_owned();
        let name = element_name(self.side(Side::New), new).to_owned();
        let aside = naming::fit(&format!("{name}_erd_new"));
        let children: Vec<_> = keys
            .iter()
            .map(|key| Worker {
                context: self.context,
                new: self.new,
                pair: key.owner,
            })
            .collect();
        let children: Vec<_> = keys.iter().zip(&children).collect();
        let Some(built) = self.build_aside(new, &aside, nodes) else {
            return;
        };
        let (up, down) = self.exchange([old, new], [&was, &aside, &name], &children);
        let mut op = self.op(
            LockMode::AccessExclusive,
            OpVerb::Replace,
            new,
            &name,
            up,
            down,
        );
        for (_, child) in &children {
            op.locks.push(Lock {
                table: child.path(),
                mode: LockMode::AccessExclusive,
            });
            if child.reads_at_once() {
                op.scans.push(child.path());
            }
        }
        op.locks.sort();
        op.locks.dedup();
        op.hazards.push(hazard(
            "M22",
            "the tables whose foreign keys lead to it wait with it for a moment",
        ));
        let columns: Vec<_> = key_names(self.side(Side::New), new).into_iter().collect();
        let key = resource::key(&self.path(), &columns);
        let paths = children.iter().map(|(_, child)| child.path());
        let requires = paths.flat_map(|path| [resource::table(&path), resource::names(&path)]);
        let node = Node::new(op, Phase::Contract, Stage::Finish, self.path())
            .apart([built])
            .requires(requires)
            .removes([key.clone()])
            .provides([key]);
        let node = self.freed(self.named(node, &name), &was);
        let swapped = nodes.push(self.ready(node, Side::New, new));
        for (key, child) in children {
            let foreign = &child.side(Side::New).foreign_keys[key.new];
            if foreign.validated && foreign.enforced && !child.reads_at_once() {
                let orphans = queries::orphans(
                    &self.new,
                    (child.side(Side::New), foreign),
                    &child.rows(),
                    self.side(Side::New),
                );
                let (element, name) = (Element::ForeignKey(key.new), child.name_of(key));
                let after = Some(swapped);
                child.validate(element, &name, Some(orphans), Phase::Contract, after, nodes);
            }
        }
    }

    /// Builds the index of the new key under that name. The switch takes it along on the way back.
    fn build_aside(&self, new: Element, aside: &str, nodes: &mut Nodes) -> Option<usize> {
        let statement = self.plain_index(new, aside)?;
        let built = self.build(&statement, new, aside, Phase::Contract, nodes);
        let node = nodes.0.get_mut(built)?;
        let path = self.index_path(aside);
        let gone = self.drops(&format!("IF EXISTS {path}"));
        node.op.reverse = Reverse::Statements(vec![gone]);
        let space = self.side(Side::New).schema.as_deref();
        node.provides.push(resource::relation(space, aside));
        if let Element::Index(i) = new {
            let index = &self.side(Side::New).indexes[i];
            node.op.blocked_by = self.duplicates(index, &self.rows());
        }
        Some(built)
    }

    /// The statements in which the keys change places, and those of the way back.
    fn exchange(
        &self,
        [old, new]: [Element; 2],
        [was, aside, name]: [&str; 3],
        children: &[(&Leading, &Worker<'_>)],
    ) -> (Vec<String>, Vec<String>) {
        let (mut up, mut down) = (Vec::new(), Vec::new());
        for (key, child) in children {
            let drop =
                |side, element| child.drop_constraint(element_name(child.side(side), element));
            up.push(drop(Side::Old, Element::ForeignKey(key.old)));
            down.push(drop(Side::New, Element::ForeignKey(key.new)));
        }
        up.push(self.without_key(Side::Old, old, was));
        up.push(self.named_key(new, aside, name));
        down.push(self.without_key(Side::New, new, name));
        down.push(match self.clause(Side::Old, old, was) {
            IndexForm::Statement(sql) => sql.to_string(),
            IndexForm::Clause(clause) => self.set(&format!("ADD {clause}")),
        });
        for (element, name, side, all) in [
            (new, name, Side::New, &mut up),
            (old, was, Side::Old, &mut down),
        ] {
            all.extend(self.index_comment(side, element, name));
            all.extend(self.settings(side, name));
        }
        for (key, child) in children {
            let (element, name) = (Element::ForeignKey(key.new), child.name_of(key));
            if let IndexForm::Clause(clause) = child.clause(Side::New, element, &name) {
                let enforced = child.side(Side::New).foreign_keys[key.new].enforced;
                let unread = if child.reads_at_once() || !enforced {
                    ""
                } else {
                    " NOT VALID"
                };
                up.push(child.set(&format!("ADD {clause}{unread}")));
            }
            down.push(child.add_back(Side::Old, Element::ForeignKey(key.old), &name));
        }
        (up, down)
    }

    fn name_of(&self, key: &Leading) -> String {
        element_name(self.side(Side::New), Element::ForeignKey(key.new)).to_owned()
    }

    /// Partitioned tables take no NOT VALID foreign keys before PostgreSQL 18.
    fn reads_at_once(&self) -> bool {
        let engine = self.context.diff.engine;
        self.is_partitioned() && !engine.has(Capability::NotValidOnPartitioned)
    }

    fn is_plain(&self, side: Side, element: Element) -> bool {
        matches!(element, Element::Index(i) if !matches!(self.side(side).indexes[i].kind, IndexKind::UniqueConstraint(_)))
    }

    fn without_key(&self, side: Side, element: Element, name: &str) -> String {
        if self.is_plain(side, element) {
            format!("DROP INDEX {}", self.index_path(name))
        } else {
            self.drop_constraint(name)
        }
    }

    /// What makes the index that was built the key of that name.
    fn named_key(&self, element: Element, aside: &str, name: &str) -> String {
        let (path, aside) = (self.index_path(aside), self.new.quote(aside));
        let name = self.new.quote(name);
        if self.is_plain(Side::New, element) {
            return format!("ALTER INDEX {path} RENAME TO {name}");
        }
        let word = match element {
            Element::PrimaryKey => "PRIMARY KEY",
            _ => "UNIQUE",
        };
        // With the constraint's name the index gets it too.
        self.set(&format!(
            "ADD CONSTRAINT {name} {word} USING INDEX {aside}{}",
            deferrable(self.when(element))
        ))
    }

    /// The comment of an index, under that name.
    pub(super) fn index_comment(&self, side: Side, element: Element, name: &str) -> Option<String> {
        let Element::Index(i) = element else {
            return None;
        };
        let text = self.side(side).indexes[i].comment.as_deref()?;
        Some(format!(
            "COMMENT ON INDEX {} IS {}",
            self.index_path(name),
            self.new.literal(text)
        ))
    }
}
