//! N02 and N03 during const evaluation: the names of all listed entities, in one set.

use super::{ProjectDef, start, text};
use crate::names::{Kind, NAMELESS, Space, Spaces, kept};
use crate::rules::{n02_truncation_collision as n02, n03_duplicate_object_name as n03};
use erd_core::def::{EntityDef, NamedKind};
use erd_core::text::{Text, same};
use erd_core::{Level, Site};

/// Findings that one panic shows.
const SHOWN: usize = 8;

/// Says which names there are twice. A check only warns where no target is named, and is then left to run time.
#[allow(
    clippy::cast_possible_truncation,
    reason = "positions are below `SLOTS`, and of a key only the lowest bits choose a slot"
)]
pub(crate) const fn explain<const SLOTS: usize>(
    entities: &[&'static EntityDef],
    project: &ProjectDef,
    out: &mut Option<Text>,
) {
    let spaces = Spaces::of(project.targets);
    // An open-addressed set of names: their keys, and the entity and number of the object that has one.
    let mut keys = [0_u64; SLOTS];
    let mut owners = [0_u32; SLOTS];
    let mut numbers = [0_u32; SLOTS];
    let mut shown = 0;
    let mut e = 0;
    while e < entities.len() {
        let entity = entities[e];
        let salt = entity.namespace.rotate_left(17);
        let count = entity.named_count();
        let mut o = 0;
        while o < count {
            let key = key(entity, o, salt, spaces);
            let mut slot = key as usize & (SLOTS - 1);
            let mut clash = None;
            while keys[slot] != 0 {
                if keys[slot] == key {
                    let first = (owners[slot] as usize, numbers[slot] as usize);
                    clash = Object::clash(entities[first.0], first.1, entity, o, spaces);
                    if let Some((first_object, object)) = clash {
                        let equal = same(first_object.name, object.name);
                        let same_entity = first.0 == e;
                        if shown < SHOWN
                            && (!equal || !same_entity)
                            && object.explain(&first_object, equal, project, out)
                        {
                            shown += 1;
                        }
                        if equal && !same_entity && object.is_table() && first_object.is_table() {
                            // One cause: the other names of this table come from its own.
                            o = count;
                        }
                        break;
                    }
                }
                slot = (slot + 1) & (SLOTS - 1);
            }
            if clash.is_none() && key != 0 {
                keys[slot] = key;
                owners[slot] = e as u32;
                numbers[slot] = o as u32;
            }
            o += 1;
        }
        e += 1;
    }
}

/// The key of what has that number: equal for names that are the same one in the same place; 0 for what shares no place
/// with others.
const fn key(entity: &EntityDef, number: usize, salt: u64, spaces: Spaces) -> u64 {
    let named = entity.named(number);
    let Some(kind) = kind(named.kind, named.hash, spaces) else {
        return 0;
    };
    let hash = if named.is_long && spaces.cuts(kind) {
        match str::from_utf8(kept(entity.name_of(number))) {
            Ok(kept) => erd_core::fnv(kept),
            Err(_) => named.hash,
        }
    } else {
        named.hash
    };
    match hash ^ salt ^ kind.space() as u64 {
        0 => 1,
        key => key,
    }
}

/// What it is, if it shares a place with the things of other tables.
pub(crate) const fn kind(kind: NamedKind, hash: u64, spaces: Spaces) -> Option<Kind> {
    let (kind, is_constraint) = match kind {
        NamedKind::Table => (Kind::Table, false),
        NamedKind::PrimaryKey if hash != NAMELESS => (Kind::PrimaryKey, true),
        NamedKind::Index => (Kind::Index, false),
        NamedKind::Constraint => (Kind::Index, true),
        NamedKind::ForeignKey => (Kind::ForeignKey, true),
        NamedKind::Check => (Kind::Check, true),
        NamedKind::Nothing | NamedKind::PrimaryKey | NamedKind::Reference => return None,
    };
    if spaces.shares(kind, is_constraint) {
        Some(kind)
    } else {
        None
    }
}

/// A named object of a declared entity.
#[derive(Clone, Copy)]
struct Object {
    entity: &'static EntityDef,
    kind: Kind,
    name: &'static str,
    site: Site,
}

impl Object {
    /// By number.
    const fn at(entity: &'static EntityDef, number: usize, spaces: Spaces) -> Option<Self> {
        let named = entity.named(number);
        match kind(named.kind, named.hash, spaces) {
            Some(kind) => Some(Self {
                entity,
                kind,
                name: entity.name_of(number),
                site: entity.site_of(number),
            }),
            None => None,
        }
    }

    const fn is_table(&self) -> bool {
        matches!(self.kind, Kind::Table)
    }

    /// Two objects with equal keys, if they have one name in one place.
    const fn clash(
        first: &'static EntityDef,
        first_number: usize,
        second: &'static EntityDef,
        second_number: usize,
        spaces: Spaces,
    ) -> Option<(Self, Self)> {
        let (Some(a), Some(b)) = (
            Self::at(first, first_number, spaces),
            Self::at(second, second_number, spaces),
        ) else {
            return None;
        };
        let same = a.kind.space() as u8 == b.kind.space() as u8
            && same(first.namespace(), second.namespace())
            && same_bytes(spaces.kept(a.kind, a.name), spaces.kept(b.kind, b.name));
        if same { Some((a, b)) } else { None }
    }

    /// Adds the finding, unless it is allowed.
    const fn explain(
        &self,
        first: &Self,
        equal: bool,
        project: &ProjectDef,
        out: &mut Option<Text>,
    ) -> bool {
        let mut a = Text::new();
        text::push_table(&mut a, first.entity);
        let mut b = Text::new();
        text::push_table(&mut b, self.entity);
        if !equal {
            let message = n02::message(
                first.name,
                (first.kind, a.as_str()),
                self.name,
                (self.kind, b.as_str()),
            );
            let help = &[n02::HELP];
            let rule = &n02::RULE;
            text::push_finding(start(out), rule, message.as_str(), rule.why, help, false);
            return true;
        }
        if self.is_table() && first.is_table() {
            let names = (
                text::entity_name(first.entity),
                text::entity_name(self.entity),
            );
            let twice = first.entity.id == self.entity.id;
            let message = n03::message_tables(a.as_str(), names.0, names.1, twice);
            let help = &[if twice {
                n03::HELP_TWICE
            } else {
                n03::HELP_TABLE
            }];
            text::push_finding(
                start(out),
                &n03::RULE,
                message.as_str(),
                n03::RULE.why,
                help,
                false,
            );
            return true;
        }
        let level = match self.kind.space() {
            Space::Check => Spaces::of(project.targets).checks,
            Space::Relation | Space::ForeignKey => Some(Level::Deny),
        };
        let Some(level) = level else { return false };
        if !project.stops(&n03::RULE, level, self.entity, self.site)
            || project.allows(&n03::RULE, first.entity, first.site)
        {
            return false;
        }
        let message = n03::message(self.name, (first.kind, a.as_str()), (self.kind, b.as_str()));
        let why = self.kind.space().why();
        let help = &[n03::HELP_NAME];
        text::push_finding(start(out), &n03::RULE, message.as_str(), why, help, true);
        true
    }
}

const fn same_bytes(a: &[u8], b: &[u8]) -> bool {
    match (str::from_utf8(a), str::from_utf8(b)) {
        (Ok(a), Ok(b)) => same(a, b),
        _ => false,
    }
}
