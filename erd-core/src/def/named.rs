//! What has a name in the database that others may not have: the table, its primary key, its indexes, its foreign keys
//! and its checks, in this order. Nine bytes each: what it is, and the hash of its name.

use super::EntityDef;
use crate::Site;
use crate::fnv;
use crate::naming::MAX_IDENTIFIER_BYTES;
use crate::schema::{IndexKind, Table};

const BYTES: usize = 9;
/// The name is longer than every dialect keeps.
const LONG: u8 = 0x80;
/// There are capitals in the name.
const CAPITALS: u8 = 0x40;

/// What has a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NamedKind {
    /// Nothing: a primary key that is not there.
    Nothing,
    /// The table.
    Table,
    /// The index of a primary key.
    PrimaryKey,
    /// An index.
    Index,
    /// The index of a unique constraint.
    Constraint,
    /// A foreign key.
    ForeignKey,
    /// A reference without a constraint.
    Reference,
    /// A check constraint.
    Check,
}

const KINDS: [NamedKind; 8] = [
    NamedKind::Nothing,
    NamedKind::Table,
    NamedKind::PrimaryKey,
    NamedKind::Index,
    NamedKind::Constraint,
    NamedKind::ForeignKey,
    NamedKind::Reference,
    NamedKind::Check,
];

/// Something with a name.
#[derive(Clone, Copy, Debug)]
pub struct Named {
    /// What it is.
    pub kind: NamedKind,
    /// Hash of its name, FNV-1a.
    pub hash: u64,
    /// Whether the name is longer than every dialect keeps.
    pub is_long: bool,
    /// Whether there are capitals (ASCII) in the name.
    pub has_capitals: bool,
}

impl Named {
    const NOTHING: Self = Self {
        kind: NamedKind::Nothing,
        hash: 0,
        is_long: false,
        has_capitals: false,
    };
}

/// The bytes of all that has a name in a table.
pub fn named(table: &Table) -> Vec<u8> {
    let mut out = Vec::new();
    push(&mut out, NamedKind::Table, &table.name);
    match &table.primary_key {
        Some(key) => push(&mut out, NamedKind::PrimaryKey, &key.name),
        None => push(&mut out, NamedKind::Nothing, ""),
    }
    for index in &table.indexes {
        let kind = match index.kind {
            IndexKind::UniqueConstraint(_) => NamedKind::Constraint,
            IndexKind::Unique | IndexKind::Plain => NamedKind::Index,
        };
        push(&mut out, kind, &index.name);
    }
    for key in &table.foreign_keys {
        let kind = if key.is_enforced() {
            NamedKind::ForeignKey
        } else {
            NamedKind::Reference
        };
        push(&mut out, kind, &key.name);
    }
    for check in &table.checks {
        push(&mut out, NamedKind::Check, &check.name);
    }
    out
}

fn push(out: &mut Vec<u8>, kind: NamedKind, name: &str) {
    let long = if name.len() > MAX_IDENTIFIER_BYTES {
        LONG
    } else {
        0
    };
    let capitals = name.bytes().any(|byte| byte.is_ascii_uppercase());
    out.push(kind as u8 | long | if capitals { CAPITALS } else { 0 });
    out.extend(fnv(name).to_le_bytes());
}

impl EntityDef {
    /// How much has a name.
    pub const fn named_count(&self) -> usize {
        self.named.len() / BYTES
    }

    /// What has a name, by number.
    pub const fn named(&self, number: usize) -> Named {
        let [head, hash @ ..] = self.named.split_at(number * BYTES).1 else {
            return Named::NOTHING;
        };
        let Some(hash) = hash.first_chunk() else {
            return Named::NOTHING;
        };
        Named {
            kind: KINDS[(*head & !(LONG | CAPITALS)) as usize],
            hash: u64::from_le_bytes(*hash),
            is_long: *head & LONG != 0,
            has_capitals: *head & CAPITALS != 0,
        }
    }

    /// The place of what has a name.
    pub const fn site_of(&self, number: usize) -> Site {
        let keys = self.foreign_keys.len();
        match self.named(number).kind {
            NamedKind::Table | NamedKind::Nothing => Site::Entity,
            NamedKind::PrimaryKey => Site::PrimaryKey,
            NamedKind::Index | NamedKind::Constraint => Site::Index(number - 2),
            NamedKind::ForeignKey | NamedKind::Reference => {
                Site::ForeignKey(number - 2 - self.index_count())
            }
            NamedKind::Check => Site::Check(number - 2 - self.index_count() - keys),
        }
    }

    /// How many indexes it has.
    pub const fn index_count(&self) -> usize {
        let mut number = 2;
        while number < self.named_count()
            && matches!(
                self.named(number).kind,
                NamedKind::Index | NamedKind::Constraint
            )
        {
            number += 1;
        }
        number.saturating_sub(2)
    }
}
