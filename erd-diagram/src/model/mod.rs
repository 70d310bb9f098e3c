//! A picture before anybody draws it: entities with their rows, and the relations between them.
//!
//! Every language and every drawing is made from a [`Diagram`]. Cardinality and optionality are read off keys and
//! nullability here, and nowhere else.

mod build;
mod grouping;
mod row;
mod sql_words;
mod view;

pub use view::{Bookkeeping, Grouping, Level, View};

use erd_core::schema::{TableId, UniqueScope};

/// What is drawn.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diagram {
    /// How much of the tables it has.
    pub level: Level,
    /// Entities, in the order of the schema.
    pub entities: Vec<Entity>,
    /// Relations between them, in the order of the schema.
    pub relations: Vec<Relation>,
    /// Exclusive arcs over relations.
    pub arcs: Vec<Arc>,
    /// Groups that entities are in, by name; empty where nothing groups them.
    pub groups: Vec<Group>,
}

impl Diagram {
    /// The entities that no group has, with their positions, then each group with its own.
    pub(crate) fn clusters(&self) -> impl Iterator<Item = (Option<&Group>, Vec<(usize, &Entity)>)> {
        let of = |group: Option<usize>| {
            let entities = self.entities.iter().enumerate();
            let members = entities.filter(move |(_, e)| e.group == group);
            members.collect::<Vec<_>>()
        };
        let groups = self.groups.iter().enumerate();
        std::iter::once((None, of(None)))
            .chain(groups.map(move |(at, group)| (Some(group), of(Some(at)))))
            .filter(|(_, members)| !members.is_empty())
    }
}

/// Entities that belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Its name.
    pub name: String,
}

/// A table, or what it means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entity {
    /// Its table in the schema.
    pub table: TableId,
    /// The table's name, with its namespace: `billing.orders`. No two entities have the same.
    pub name: String,
    /// The table's comment.
    pub comment: Option<String>,
    /// Its rows; none on the conceptual level.
    pub rows: Vec<Row>,
    /// What is to be known of it beyond its rows.
    pub traits: Vec<Trait>,
    /// Position in [`Diagram::groups`].
    pub group: Option<usize>,
}

impl Entity {
    /// Its traits in words: `audit, soft delete`.
    pub fn words(&self) -> String {
        let words: Vec<_> = self.traits.iter().map(Trait::words).collect();
        words.join(", ")
    }

    /// What there is to read below its name: the first sentence of its comment, its traits.
    pub fn notes(&self) -> Vec<String> {
        let mut notes: Vec<_> = self
            .comment
            .iter()
            .map(|c| row::first_sentence(c))
            .collect();
        notes.push(self.words());
        notes.retain(|note| !note.is_empty());
        notes
    }
}

/// What is to be known of a whole entity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trait {
    /// It keeps books about its rows in columns that are not drawn.
    Keeps(Bookkeeping),
    /// It only links other entities.
    Junction,
    /// Its rows are added and never changed.
    AppendOnly,
    /// How it is partitioned: `range (created_at)`.
    Partitioned(String),
    /// The column that says on which shard a row lives; `None` where every shard has all rows.
    Sharded(Option<String>),
    /// How many rows it will have.
    Rows(u64),
}

impl Trait {
    /// In words: `append-only`, `partitioned by range (created_at)`.
    pub fn words(&self) -> String {
        match self {
            Self::Keeps(kept) => kept.words().to_owned(),
            Self::Junction => "junction".to_owned(),
            Self::AppendOnly => "append-only".to_owned(),
            Self::Partitioned(by) => format!("partitioned by {by}"),
            Self::Sharded(Some(by)) => format!("sharded by {by}"),
            Self::Sharded(None) => "on every shard".to_owned(),
            Self::Rows(rows) => format!("about {} rows", sql_words::size(*rows)),
        }
    }
}

/// A column, or the attribute that it is.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "a column has any of these properties without the others"
)]
pub struct Row {
    /// The column's name.
    pub name: String,
    /// Its type: the engine's word on the physical level for an engine, the SQL standard's otherwise.
    pub ty: String,
    /// Whether it is of the primary key.
    pub primary: bool,
    /// Whether it is of a foreign key.
    pub foreign: bool,
    /// Over which rows it alone is unique. A key of several columns makes none of them unique.
    pub unique: Option<UniqueScope>,
    /// Whether it may be NULL.
    pub nullable: bool,
    /// Whether the database computes it.
    pub generated: bool,
    /// What it keeps books about.
    pub keeps: Option<Bookkeeping>,
    /// The values that it may have, where they are few.
    pub values: Vec<String>,
    /// The first sentence of its comment.
    pub comment: Option<String>,
}

impl Row {
    /// The keys that it is of: `PK`, `FK`, `UK`.
    pub fn marks(&self) -> Vec<&'static str> {
        let marks = [
            ("PK", self.primary),
            ("FK", self.foreign),
            ("UK", self.unique.is_some()),
        ];
        let held = marks.iter().filter(|(_, holds)| *holds);
        held.map(|(mark, _)| *mark).collect()
    }

    /// What a language with marks for keys alone has to say in words: `null`, `unique among live rows`, `audit`, the values,
    /// the comment.
    pub fn notes(&self) -> Vec<String> {
        let words = [
            ("null", self.nullable),
            (
                "unique among live rows",
                self.unique == Some(UniqueScope::Live),
            ),
            ("generated", self.generated),
        ];
        let held = words.into_iter().filter(|(_, holds)| *holds);
        let kept = self.keeps.map(Bookkeeping::words);
        let mut notes: Vec<_> = held
            .map(|(word, _)| word)
            .chain(kept)
            .map(str::to_owned)
            .collect();
        if !self.values.is_empty() {
            notes.push(self.values.join(" | "));
        }
        notes.extend(self.comment.clone());
        notes
    }
}

/// A relation between two entities, or of one with itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relation {
    /// The referencing end; for many-to-many the end of the junction's first key.
    pub from: End,
    /// The referenced end.
    pub to: End,
    /// What makes it.
    pub kind: Kind,
    /// What it is called: the referencing columns, or the junction's name.
    pub label: String,
}

impl Relation {
    /// The end that a picture has on the left, and the other: the referenced one first, or that of a junction's first key.
    pub const fn ends(&self) -> (&End, &End) {
        match self.kind {
            Kind::ForeignKey { .. } => (&self.to, &self.from),
            Kind::ManyToMany { .. } => (&self.from, &self.to),
        }
    }

    /// Whether the database enforces it.
    pub const fn is_enforced(&self) -> bool {
        !matches!(
            self.kind,
            Kind::ForeignKey {
                enforced: false,
                ..
            }
        )
    }
}

/// What makes a relation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The foreign key at that place of the referencing table.
    ForeignKey {
        /// The position in the table's list.
        index: usize,
        /// Whether the key is of the primary key, so that a row is identified through what it references.
        identifying: bool,
        /// Whether the database enforces it.
        enforced: bool,
    },
    /// A junction that is not drawn itself.
    ManyToMany {
        /// Its table.
        junction: TableId,
    },
}

/// One end of a relation: how many rows of its entity belong to one of the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct End {
    /// Position in [`Diagram::entities`].
    pub entity: usize,
    /// Positions in the entity's rows of the columns of the key, as far as they are drawn.
    pub rows: Vec<usize>,
    /// Whether there may be none.
    pub optional: bool,
    /// Whether there may be several.
    pub many: bool,
}

impl End {
    /// The sign for how many there may be: of several or none, of one or none, of exactly one.
    pub(crate) fn mark<T>(&self, [many, optional, one]: [T; 3]) -> T {
        match (self.many, self.optional) {
            (true, _) => many,
            (false, true) => optional,
            (false, false) => one,
        }
    }
}

/// Relations of one entity of which a row has one at most.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arc {
    /// Positions in [`Diagram::relations`].
    pub relations: Vec<usize>,
    /// Whether a row must have one.
    pub required: bool,
}
