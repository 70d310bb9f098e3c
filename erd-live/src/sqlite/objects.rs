//! Views, triggers and virtual tables, as they were written.

use std::collections::BTreeSet;

use erd_core::schema::{ObjectKind, ObjectName, SqlObject};

use super::read::{Object, Reader};
use crate::token::{Token, tokens};

impl Reader {
    pub(super) fn objects(&mut self, objects: &[Object]) {
        for object in objects {
            let kind = match object.kind.as_str() {
                "view" => ObjectKind::View,
                _ if object.is_virtual() => ObjectKind::VirtualTable,
                _ => continue,
            };
            self.relations
                .insert(object.name.to_lowercase(), (kind, object.name.clone()));
        }
        let mut made: Vec<SqlObject> = objects.iter().filter_map(|o| self.object(o)).collect();
        made.sort_by_key(|object| object.kind);
        self.schema.objects = made;
    }

    fn object(&self, object: &Object) -> Option<SqlObject> {
        let kind = match object.kind.as_str() {
            "view" => ObjectKind::View,
            "trigger" => ObjectKind::Trigger,
            "table" if object.is_virtual() => ObjectKind::VirtualTable,
            _ => return None,
        };
        let mut made = SqlObject::new(kind, object.name.clone(), object.sql.trim());
        match kind {
            ObjectKind::Trigger => {
                let table = self.table_name(&object.table);
                made.table = Some(ObjectName {
                    schema: None,
                    name: table.unwrap_or_else(|| object.table.clone()),
                });
            }
            ObjectKind::View => made.depends_on = self.reads(&object.sql, &object.name),
            _ => {}
        }
        Some(made)
    }

    /// The name as the table's own statement has it; a trigger may write it in another case.
    fn table_name(&self, name: &str) -> Option<String> {
        let table = self
            .position(name)
            .map(|i| self.schema.tables[i].name.clone());
        table.or_else(|| {
            let (_, name) = self.relations.get(&name.to_lowercase())?;
            Some(name.clone())
        })
    }

    /// What a view reads: the names behind FROM and JOIN.
    fn reads(&self, sql: &str, own: &str) -> Vec<String> {
        let found = tokens(sql, crate::token::Lexis::Brackets);
        let mut reads = BTreeSet::new();
        for pair in found.windows(2) {
            if !(pair[0].is("from") || pair[0].is("join")) {
                continue;
            }
            let Some(name) = Token::name(&pair[1]) else {
                continue;
            };
            if name.eq_ignore_ascii_case(own) {
                continue;
            }
            if let Some(position) = self.position(name) {
                reads.insert(format!("table {}", self.schema.tables[position].name));
            } else if let Some((kind, name)) = self.relations.get(&name.to_lowercase()) {
                reads.insert(format!("{} {name}", kind.word()));
            }
        }
        reads.into_iter().collect()
    }
}
