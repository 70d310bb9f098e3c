//! What InnoDB does for a change, and the words that hold it to that.

use crate::plan::context::Context;
use crate::plan::op::LockMode;
use erd_core::schema::Table;
use erd_core::{Capability, Dialect};

/// From the cheapest to the dearest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Cost {
    /// The dictionary alone.
    Instant,
    /// An index is built or dropped, and the rows stay.
    NoCopy,
    /// The rows stay where they are, in what MySQL takes no other word for.
    InPlace,
    /// The rows are written anew while the table is in use.
    Rebuild,
    /// The same, or an index is built, while writers wait.
    InPlaceShared,
    /// The table is copied, while writers wait or beside them ([`Place::copies_beside`](super::Place::copies_beside)).
    Copy,
}

impl Cost {
    /// The end of an ALTER TABLE, with its comma. The algorithms are InnoDB's, and other engines say nothing.
    pub(super) fn clause(self, context: &Context<'_>, table: &Table) -> &'static str {
        let engine = table.options.engine.as_deref();
        if engine.is_some_and(|engine| !engine.eq_ignore_ascii_case("innodb")) {
            return "";
        }
        // MySQL has no NOCOPY, and takes no LOCK beside INSTANT (manual 15.1.9).
        match (context.dialect(), self) {
            (Dialect::MySql, Self::Instant) => ", ALGORITHM=INSTANT",
            (_, Self::Instant) => ", ALGORITHM=INSTANT, LOCK=NONE",
            (Dialect::MariaDb, Self::NoCopy) => ", ALGORITHM=NOCOPY, LOCK=NONE",
            (_, Self::NoCopy | Self::InPlace | Self::Rebuild) => ", ALGORITHM=INPLACE, LOCK=NONE",
            (_, Self::InPlaceShared) => ", ALGORITHM=INPLACE, LOCK=SHARED",
            (_, Self::Copy) => ", ALGORITHM=COPY, LOCK=SHARED",
        }
    }

    pub(super) const fn lock(self) -> LockMode {
        match self {
            Self::Instant | Self::NoCopy | Self::InPlace | Self::Rebuild => LockMode::None,
            Self::InPlaceShared | Self::Copy => LockMode::Share,
        }
    }

    /// Whether it takes longer the more rows there are.
    pub(super) fn is_long(self) -> bool {
        self > Self::Instant
    }

    /// INSTANT where MariaDB does it so; MySQL, which does it in the dictionary too, takes the word INPLACE for it.
    pub(super) fn dictionary(context: &Context<'_>) -> Self {
        if context.dialect() == Dialect::MariaDb {
            Self::Instant
        } else {
            Self::InPlace
        }
    }

    /// INSTANT on MariaDB, and on MySQL from one of the later releases of 8.0 on (rules M08 and M14).
    pub(super) fn late_instant(context: &Context<'_>) -> Self {
        if context.diff.engine.has(Capability::InstantDrop) {
            Self::Instant
        } else {
            Self::InPlace
        }
    }
}
