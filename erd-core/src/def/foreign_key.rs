//! Declared foreign keys.

use super::{EntityDef, Name};
use crate::schema::{Action, Deferrable, OnSoftDelete};

/// What few foreign keys say; the fields are those of [`schema::ForeignKey`](crate::schema::ForeignKey).
#[derive(Clone, Copy, Debug)]
#[allow(
    missing_docs,
    reason = "each field is documented on `schema::ForeignKey`, which it becomes"
)]
pub struct ForeignKeyExtraDef {
    pub match_full: bool,
    pub set_columns: &'static [usize],
    pub enforced: bool,
}

impl ForeignKeyExtraDef {
    /// What a foreign key is where its declaration says nothing.
    pub const BLANK: Self = Self {
        match_full: false,
        set_columns: &[],
        enforced: true,
    };
}

/// A declared foreign key; the fields are those of [`schema::ForeignKey`](crate::schema::ForeignKey), but the target
/// is a reference to the other entity's static.
#[derive(Clone, Copy, Debug)]
#[allow(
    missing_docs,
    reason = "each field is documented on `schema::ForeignKey`, which it becomes"
)]
pub struct ForeignKeyDef {
    pub name: Name,
    pub columns: &'static [usize],
    pub target: &'static EntityDef,
    /// Field names in the target; empty for its primary key.
    pub target_columns: &'static [Name],
    pub on_delete: Option<Action>,
    pub on_update: Option<Action>,
    pub deferrable: Deferrable,
    pub validated: bool,
    pub on_soft_delete: Option<OnSoftDelete>,
    pub one_to_one: bool,
    pub loose: Option<&'static str>,
    /// The declaration allows a mandatory cycle through this edge, with a reason.
    pub cycle_allowed: bool,
    pub extra: Option<&'static ForeignKeyExtraDef>,
}

impl ForeignKeyDef {
    /// Whether the database has a constraint for it that it checks.
    pub const fn is_enforced(&self) -> bool {
        if self.loose.is_some() {
            return false;
        }
        match self.extra {
            Some(extra) => extra.enforced,
            None => true,
        }
    }
}
