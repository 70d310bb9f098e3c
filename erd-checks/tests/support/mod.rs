//! Random graphs, in both forms of a declaration.

use erd_checks::Config;
use erd_core::def::{
    self, AllowDef, ColumnDef, EntityDef, ExtraDef, ForeignKeyDef, PartitionDef, SqlDef, TypeDef,
};
use erd_core::schema::{
    Allow, Column, ColumnId, Deferrable, ForeignKey, Index, IndexKind, Partition, PartitionKind,
    PrimaryKey, Shard, Table, Target, Type, UniqueScope,
};
use erd_core::{Scalar, Site, fnv, resolve};
use proptest::prelude::*;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::sync::Once;

/// A foreign key of a [`Node`].
#[derive(Clone, Debug)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "each is one switch of a foreign key, and all are independent"
)]
pub(crate) struct Edge {
    pub(crate) to: usize,
    pub(crate) nullable: bool,
    pub(crate) deferrable: bool,
    pub(crate) allowed: bool,
    pub(crate) loose: bool,
    pub(crate) ty: Scalar,
    /// The referenced field `c0` .. `c2`, or `c3`, which does not exist everywhere; `None` for the primary key.
    pub(crate) column: Option<usize>,
}

impl Edge {
    pub(crate) fn is_mandatory(&self) -> bool {
        !self.nullable && !self.deferrable && !self.allowed && !self.loose
    }

    /// Whether it leads on, and must.
    pub(crate) fn leads_on(&self, from: usize) -> bool {
        self.is_mandatory() && self.to != from
    }
}

/// A unique key on one column.
#[derive(Clone, Debug)]
pub(crate) struct Unique {
    pub(crate) column: usize,
    pub(crate) kind: IndexKind,
    pub(crate) scope: UniqueScope,
    pub(crate) name: usize,
}

/// An entity: columns `c0` (the primary key) to `c2`, and one for each edge.
#[derive(Clone, Debug)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "each is one switch of an entity, and all are independent"
)]
pub(crate) struct Node {
    pub(crate) name: usize,
    pub(crate) in_namespace: bool,
    pub(crate) has_key: bool,
    pub(crate) may_clash: bool,
    /// Partitioned by `c1`.
    pub(crate) partitioned: bool,
    pub(crate) shard: Option<Shard>,
    pub(crate) edges: Vec<Edge>,
    pub(crate) uniques: Vec<Unique>,
}

pub(crate) type Plan = Vec<Node>;

/// Up to `largest` entities. Names are numbers below `names`; see [`pooled`].
pub(crate) fn plans(largest: usize, names: usize) -> impl Strategy<Value = Plan> {
    (1..=largest).prop_flat_map(move |n| prop::collection::vec(nodes(n, names), n..=n))
}

fn nodes(n: usize, names: usize) -> impl Strategy<Value = Node> {
    (
        0..names,
        any::<bool>(),
        prop::bool::weighted(0.9),
        prop::bool::weighted(0.1),
        (prop::bool::weighted(0.2), shards()),
        prop::collection::vec(edges(n), 0..4),
        prop::collection::vec(uniques(names), 0..3),
    )
        .prop_map(
            |(name, in_namespace, has_key, may_clash, (partitioned, shard), edges, uniques)| Node {
                name,
                in_namespace,
                has_key,
                may_clash,
                partitioned,
                shard: shard.filter(|s| *s != Shard::By(ColumnId(3)) || !edges.is_empty()),
                edges,
                uniques,
            },
        )
}

/// By the primary key, by the column of the first edge, everywhere, or undeclared.
fn shards() -> impl Strategy<Value = Option<Shard>> {
    prop_oneof![
        5 => Just(None),
        1 => Just(Some(Shard::Reference)),
        1 => Just(Some(Shard::By(ColumnId(0)))),
        1 => Just(Some(Shard::By(ColumnId(3)))),
    ]
}

fn edges(n: usize) -> impl Strategy<Value = Edge> {
    let ty = prop_oneof![6 => Just(Scalar::I64), 1 => Just(Scalar::I32), 1 => Just(Scalar::Text)];
    let column = prop_oneof![6 => Just(None), 1 => (0..4_usize).prop_map(Some)];
    let rarely = || prop::bool::weighted(0.1);
    let weak = (prop::bool::weighted(0.2), rarely(), rarely());
    (0..n, weak, rarely(), ty, column).prop_map(
        |(to, (nullable, deferrable, loose), allowed, ty, column)| Edge {
            to,
            nullable,
            deferrable,
            allowed,
            loose,
            ty,
            column,
        },
    )
}

fn uniques(names: usize) -> impl Strategy<Value = Unique> {
    let kind = prop_oneof![
        Just(IndexKind::Plain),
        Just(IndexKind::Unique),
        Just(IndexKind::UniqueConstraint(Deferrable::No)),
        Just(IndexKind::UniqueConstraint(Deferrable::InitiallyDeferred)),
    ];
    let scope = prop_oneof![4 => Just(UniqueScope::Unstated), 1 => Just(UniqueScope::Live)];
    (0..3_usize, kind, scope, 0..names).prop_map(|(column, kind, scope, name)| Unique {
        column,
        kind,
        scope,
        name,
    })
}

/// Names of which some are equal, and some are equal only when they are cut to 63 bytes.
pub(crate) fn pooled(number: usize) -> String {
    if number.is_multiple_of(4) {
        format!("{}{number}", "long_".repeat(13))
    } else {
        format!("name_{}", number / 2)
    }
}

/// Declares the entities of a plan, with ids that grow with the position. Tables are named after their position unless
/// `pool` names them.
///
/// A declared entity refers to others by plain reference, and safe code cannot close a loop of those at run time. So it
/// is unrolled: every entity of a layer points into the next layer. A walk knows entities by their ids and visits each
/// once, so it cannot tell, as long as there are more layers than entities.
///
/// As the derive does, a foreign key knows whether the project allows a loop through it.
pub(crate) fn declare(plan: &Plan, pool: bool, config: &Config) -> Vec<&'static EntityDef> {
    if config.allows.is_empty() {
        return unroll(plan, pool, |_, _| false);
    }
    let tables = resolve(&unroll(plan, pool, |_, _| false)).tables;
    unroll(plan, pool, |i, k| {
        config.allows("mandatory_fk_cycle", &tables[i], Site::ForeignKey(k))
    })
}

fn unroll(
    plan: &Plan,
    pool: bool,
    allowed: impl Fn(usize, usize) -> bool,
) -> Vec<&'static EntityDef> {
    let bodies: Vec<(Table, EntityDef)> = plan
        .iter()
        .enumerate()
        .map(|(i, node)| {
            let table = table(i, node, pool);
            let body = body(i, node, &table);
            (table, body)
        })
        .collect();
    let mut layer: Vec<&'static EntityDef> = bodies.iter().map(|(_, body)| leak(body)).collect();
    for _ in 0..=plan.len() {
        let entity = |(i, (node, (table, body))): (usize, (&Node, &(Table, EntityDef)))| {
            let key = |(k, edge): (usize, &Edge)| {
                let key = &table.foreign_keys[k];
                ForeignKeyDef {
                    target: layer[edge.to],
                    columns: Vec::leak(def::positions(&key.columns)),
                    fields: String::leak(def::fields(&key.target_columns)),
                    mandatory: edge.is_mandatory() && !allowed(i, k),
                    enforced: key.is_enforced(),
                    deferrable: edge.deferrable,
                }
            };
            let foreign_keys = Vec::leak(node.edges.iter().enumerate().map(key).collect());
            leak(&EntityDef {
                foreign_keys,
                ..*body
            })
        };
        layer = plan.iter().zip(&bodies).enumerate().map(entity).collect();
    }
    layer
}

fn leak(entity: &EntityDef) -> &'static EntityDef {
    Box::leak(Box::new(*entity))
}

/// The model, as the derive makes it of a struct.
fn table(position: usize, node: &Node, pool: bool) -> Table {
    let mut table = Table::new(if pool {
        pooled(node.name)
    } else {
        format!("t{position}")
    });
    table.entity = format!("E{position}");
    table.schema = node.in_namespace.then(|| "ns".to_owned());
    let own = (0..3).map(|n| column(n, false));
    let keys = node.edges.iter().enumerate();
    table.columns = own
        .chain(keys.map(|(k, edge)| column(3 + k, edge.nullable)))
        .collect();
    table.primary_key = node.has_key.then(|| {
        PrimaryKey::new(
            erd_core::naming::primary_key(&table.name),
            vec![ColumnId(0)],
        )
    });
    let indexes = node.uniques.iter().enumerate().map(|(i, unique)| {
        let name = if pool {
            pooled(unique.name)
        } else {
            format!("t{position}_x{i}")
        };
        let mut index = Index::new(name, unique.kind, [ColumnId(unique.column)]);
        index.scope = unique.scope;
        index
    });
    table.indexes = indexes.collect();
    let keys = node.edges.iter().enumerate();
    table.foreign_keys = keys
        .map(|(k, edge)| foreign_key(k, edge, &table.name, pool))
        .collect();
    table.intent.partition = node.partitioned.then(|| Partition {
        over_time: None,
        kind: PartitionKind::Range,
        columns: vec![ColumnId(1)],
        count: Some(12),
        default: false,
        key: None,
        parts: Vec::new(),
    });
    table.intent.shard = node.shard;
    let allow = |rule: &str, site| Allow {
        rule: rule.to_owned(),
        reason: "the test wants it".to_owned(),
        site,
    };
    let edges = node.edges.iter().enumerate().filter(|(_, e)| e.allowed);
    table.allows = edges
        .map(|(k, _)| allow("mandatory_fk_cycle", Site::Column(ColumnId(3 + k))))
        .collect();
    if node.may_clash {
        let clash = allow("duplicate_object_name", Site::Entity);
        table.allows.push(clash);
    }
    table
}

fn column(number: usize, nullable: bool) -> Column {
    let mut column = Column::new(format!("c{number}"), Type::Unknown);
    column.nullable = nullable;
    column
}

fn foreign_key(number: usize, edge: &Edge, table: &str, pool: bool) -> ForeignKey {
    ForeignKey {
        deferrable: if edge.deferrable {
            Deferrable::InitiallyDeferred
        } else {
            Deferrable::No
        },
        loose: edge.loose.then(|| "the nightly job".to_owned()),
        ..ForeignKey::new(
            if pool {
                pooled(number + table.len())
            } else {
                format!("{table}_fk{number}")
            },
            [ColumnId(3 + number)],
            Target::Path(String::new()),
            edge.column.iter().map(|c| format!("c{c}")),
        )
    }
}

/// The static that the derive would write, but for the foreign keys.
fn body(position: usize, node: &Node, table: &Table) -> EntityDef {
    let (names, rest) = def::texts(table);
    let own = (0..3).map(|_| (Scalar::I64, false));
    let keys = node.edges.iter().map(|edge| (edge.ty, edge.nullable));
    let columns = own.chain(keys).map(|(ty, nullable)| {
        &*Box::leak(Box::new(ColumnDef {
            ty: TypeDef::Scalar(ty),
            nullable,
            sql_type: SqlDef::NONE,
        }))
    });
    let key = table.primary_key.as_ref().map_or(&[][..], |k| &k.columns);
    let partition = table.intent.partition.as_ref();
    let allow = |allow: &Allow| AllowDef {
        rule: String::leak(allow.rule.clone()),
        covers: Vec::leak(def::covers(table, allow.site)),
    };
    let extra = ExtraDef {
        shard: table.intent.shard,
        partition: partition.map(|partition| PartitionDef {
            columns: Vec::leak(def::positions(&partition.columns)),
            parts: &[],
        }),
        allows: Vec::leak(table.allows.iter().map(allow).collect()),
        ..ExtraDef::BLANK
    };
    EntityDef {
        id: 1000 + position as u64,
        namespace: table.schema.as_deref().map_or(0, fnv),
        names: String::leak(names),
        rest: String::leak(rest),
        named: Vec::leak(def::named(table)),
        columns: Vec::leak(columns.collect()),
        primary_key: Vec::leak(def::positions(key)),
        indexes: Vec::leak(def::indexes(table)),
        extra: Box::leak(Box::new(extra)),
        file: "lib.rs",
        line: u32::try_from(position).unwrap_or(u32::MAX),
        ..EntityDef::BLANK
    }
}

/// What a const check says when it is called at run time: the blocks of its panic, one for each finding.
pub(crate) fn blocks(check: impl FnOnce()) -> Vec<String> {
    static QUIET: Once = Once::new();
    QUIET.call_once(|| {
        let loud = take_hook();
        set_hook(Box::new(move |info| {
            let text = info.payload_as_str().unwrap_or_default();
            if !text.starts_with("erd[") {
                loud(info);
            }
        }));
    });
    let Err(payload) = catch_unwind(AssertUnwindSafe(check)) else {
        return Vec::new();
    };
    let text = payload
        .downcast_ref::<String>()
        .expect("a panic with a formatted text");
    assert!(text.starts_with("erd["), "{text}");
    let mut blocks: Vec<String> = Vec::new();
    for line in text.lines() {
        match blocks.last_mut() {
            Some(block) if !line.starts_with("erd[") => {
                block.push('\n');
                block.push_str(line);
            }
            _ => blocks.push(line.to_owned()),
        }
    }
    blocks
}
