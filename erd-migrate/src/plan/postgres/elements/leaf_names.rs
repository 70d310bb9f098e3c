//! What a constraint or an index of a partitioned table is called on a partition: as the server would call it there, or, while it stands beside
//! another of that name, by the name that it has aside.

use super::{Side, Worker};
use crate::diff::{Element, element_name};
use erd_core::naming;
use erd_core::schema::{ColumnId, IndexKind, KeyPart, ObjectKind, ObjectName, Table};

impl Worker<'_> {
    pub(super) fn name_on(&self, leaf: &ObjectName, element: Element, name: &str) -> String {
        let table = self.side(Side::New);
        if let Element::ForeignKey(_) = element {
            return name.to_owned();
        }
        if name != element_name(table, element) {
            return naming::fit(&format!("{}_{name}", leaf.name));
        }
        let usual = usual(leaf, table, element);
        let old = self.side(Side::Old);
        // What goes has left its name by then.
        let stays = |other: &Element| element_name(old, *other) != name;
        let olds = (0..old.indexes.len())
            .map(Element::Index)
            .chain(old.primary_key.iter().map(|_| Element::PrimaryKey));
        let mut taken: Vec<String> = olds
            .filter(stays)
            .map(|other| self::usual(leaf, old, other))
            .collect();
        let schemas = [&self.context.diff.old, &self.context.diff.new];
        let kinds = [ObjectKind::Index, ObjectKind::Constraint];
        let own = schemas.iter().flat_map(|schema| &schema.objects);
        let own = own.filter(|object| kinds.contains(&object.kind));
        taken.extend(own.map(|object| object.name.clone()));
        let numbered = (1..).map(|number| naming::fit(&format!("{usual}{number}")));
        let mut all = std::iter::once(usual.clone()).chain(numbered);
        all.find(|name| !taken.contains(name)).unwrap_or(usual)
    }
}

/// `event_1_at_id_idx` (PostgreSQL, `ChooseIndexName`).
fn usual(leaf: &ObjectName, table: &Table, element: Element) -> String {
    let leaf = &leaf.name;
    let column = |id: &ColumnId| table[*id].name.clone();
    let Element::Index(position) = element else {
        return naming::fit(&format!("{leaf}_pkey"));
    };
    let index = &table.indexes[position];
    let label = match index.kind {
        IndexKind::UniqueConstraint(_) => "key",
        _ => "idx",
    };
    let mut names: Vec<String> = Vec::new();
    let keys = index.keys.iter().map(|key| match &key.part {
        KeyPart::Column(id) => column(id),
        KeyPart::Expression(sql) => called(sql.get(erd_core::Dialect::Postgres)),
    });
    for name in keys.chain(index.include.iter().map(column)) {
        let numbered = (1..).map(|number| format!("{name}{number}"));
        let mut all = std::iter::once(name.clone()).chain(numbered);
        names.extend(all.find(|name| !names.contains(name)));
    }
    naming::fit(&format!("{leaf}_{}_{label}", names.join("_")))
}

/// The name of an expression: of the function that it calls, or `expr`.
fn called(text: Option<&str>) -> String {
    let text = text.unwrap_or_default().trim();
    let word = text.split('(').next().unwrap_or_default();
    let is_call = text.ends_with(')')
        && !word.is_empty()
        && word.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    if is_call {
        word.to_lowercase()
    } else {
        "expr".to_owned()
    }
}
