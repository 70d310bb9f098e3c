//! What few entities say, and const evaluation asks.

use super::{EntityDef, SqlDef};
use crate::Site;
use crate::schema::{ColumnId, Shard, Table};

/// What a column says of its type, beyond the type.
#[derive(Clone, Copy, Debug)]
pub struct StatedDef {
    /// Position of the column.
    pub column: usize,
    /// The SQL type.
    pub sql_type: SqlDef,
    /// The collation.
    pub collation: SqlDef,
    /// Total digits and digits after the point.
    pub precision: Option<(u8, u8)>,
    /// Computed when it is read.
    pub is_virtual: bool,
}

/// A column that copies another entity's.
#[derive(Clone, Copy, Debug)]
pub struct CopyDef {
    /// Position of the column.
    pub column: usize,
    /// The entity it is copied from.
    pub target: &'static EntityDef,
    /// The field there.
    pub field: &'static str,
}

/// How a table is cut.
#[derive(Clone, Copy, Debug)]
pub struct PartitionDef {
    /// [Positions](super::position) of the partition key.
    pub columns: &'static [u8],
    /// The partitions that are stated one by one, at whatever depth.
    pub parts: &'static [super::ObjectNameDef],
}

/// An allow with a reason, of a rule that const evaluation runs.
#[derive(Clone, Copy, Debug)]
pub struct AllowDef {
    /// Slug of the rule.
    pub rule: &'static str,
    /// The places that it speaks for, as [`covers`] has them.
    pub covers: &'static [u8],
}

/// What few entities say. It is apart so that the others need not be evaluated with it.
#[derive(Clone, Copy, Debug)]
pub struct ExtraDef {
    /// Types that are stated.
    pub stated: &'static [StatedDef],
    /// Columns that are copies.
    pub copies: &'static [CopyDef],
    /// Where the rows live in a sharded database.
    pub shard: Option<Shard>,
    /// How the table is cut.
    pub partition: Option<PartitionDef>,
    /// Allows.
    pub allows: &'static [AllowDef],
    /// Collation of its texts where the table states one; empty where it states a character set alone.
    pub collation: Option<&'static str>,
    /// Keys of objects that come before the table.
    pub depends_on: &'static [&'static str],
}

impl ExtraDef {
    /// What an entity is where its declaration says nothing.
    pub const BLANK: Self = Self {
        stated: &[],
        copies: &[],
        shard: None,
        partition: None,
        allows: &[],
        collation: None,
        depends_on: &[],
    };
}

/// Bytes of a place: what it is, and its position in two bytes.
const PLACE: usize = 3;

/// The places that an allow at `outer` speaks for: the same as [`Table::covers`], asked for every place.
pub fn covers(table: &Table, outer: Site) -> Vec<u8> {
    let columns = (0..table.columns.len()).map(|i| Site::Column(ColumnId(i)));
    let keys = (0..table.foreign_keys.len()).map(Site::ForeignKey);
    let indexes = (0..table.indexes.len()).map(Site::Index);
    let checks = (0..table.checks.len()).map(Site::Check);
    [Site::Entity, Site::PrimaryKey]
        .into_iter()
        .chain(columns)
        .chain(keys)
        .chain(indexes)
        .chain(checks)
        .filter(|site| table.covers(outer, *site))
        .flat_map(place)
        .collect()
}

const fn place(site: Site) -> [u8; PLACE] {
    let (what, at) = match site {
        Site::Entity => (b'e', 0),
        Site::PrimaryKey => (b'p', 0),
        Site::Column(column) => (b'c', column.0),
        Site::ForeignKey(i) => (b'f', i),
        Site::Index(i) => (b'i', i),
        Site::Check(i) => (b'k', i),
        Site::Access(i) => (b'a', i),
    };
    let [low, high, ..] = at.to_le_bytes();
    [what, low, high]
}

impl AllowDef {
    /// Whether it speaks for a place.
    pub const fn covers(&self, site: Site) -> bool {
        let wanted = place(site);
        let mut places = self.covers;
        while let [what, low, high, rest @ ..] = places {
            if *what == wanted[0] && *low == wanted[1] && *high == wanted[2] {
                return true;
            }
            places = rest;
        }
        false
    }
}
