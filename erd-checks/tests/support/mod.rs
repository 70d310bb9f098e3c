//! Random graphs, in both forms of a declaration.

use erd_checks::Config;
use erd_core::def::{
    AllowDef, ColumnDef, EntityDef, ForeignKeyDef, IndexDef, IntentDef, KeyDef, Name, PartitionDef,
    PrimaryKeyDef, TypeDef,
};
use erd_core::schema::{ColumnId, Deferrable, IndexKind, PartitionKind, Shard, UniqueScope};
use erd_core::{Scalar, Site, resolve};
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
    pub(crate) fn is_mandatory(&self, from: usize) -> bool {
        !self.nullable && !self.deferrable && !self.allowed && !self.loose && self.to != from
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
    let bodies: Vec<EntityDef> = plan
        .iter()
        .enumerate()
        .map(|(i, node)| body(i, node, pool))
        .collect();
    let mut layer: Vec<&'static EntityDef> = bodies.iter().map(leak).collect();
    for _ in 0..=plan.len() {
        let entity = |(i, (node, body)): (usize, (&Node, &EntityDef))| {
            let key = |(k, edge): (usize, &Edge)| ForeignKeyDef {
                cycle_allowed: edge.allowed || allowed(i, k),
                ..foreign_key(k, edge, body.table.text, layer[edge.to], pool)
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

fn name(text: String) -> Name {
    Name::new(String::leak(text))
}

fn body(position: usize, node: &Node, pool: bool) -> EntityDef {
    let table = if pool {
        pooled(node.name)
    } else {
        format!("t{position}")
    };
    let column = |number: usize, ty, nullable| ColumnDef {
        field: name(format!("c{number}")),
        name: name(format!("c{number}")),
        ty: TypeDef::Scalar(ty),
        nullable,
        ..ColumnDef::BLANK
    };
    let own = (0..3).map(|n| column(n, Scalar::I64, false));
    let keys = node.edges.iter().enumerate();
    let keys = keys.map(|(k, edge)| column(3 + k, edge.ty, edge.nullable));
    let index = |(i, unique): (usize, &Unique)| IndexDef {
        name: if pool {
            name(pooled(unique.name))
        } else {
            name(format!("t{position}_x{i}"))
        },
        kind: unique.kind,
        keys: Vec::leak(vec![KeyDef::column(unique.column)]),
        scope: unique.scope,
        ..IndexDef::BLANK
    };
    let allow = |rule, site| AllowDef {
        rule,
        reason: "the test wants it",
        site,
    };
    let edges = node.edges.iter().enumerate().filter(|(_, e)| e.allowed);
    let mut allows: Vec<AllowDef> = edges
        .map(|(k, _)| allow("mandatory_fk_cycle", Site::Column(ColumnId(3 + k))))
        .collect();
    if node.may_clash {
        allows.push(allow("duplicate_object_name", Site::Entity));
    }
    EntityDef {
        id: 1000 + position as u64,
        entity: String::leak(format!("E{position}")),
        schema: node.in_namespace.then(|| Name::new("ns")),
        table: name(table.clone()),
        columns: Vec::leak(own.chain(keys).collect()),
        primary_key: node.has_key.then(|| PrimaryKeyDef {
            name: name(erd_core::naming::primary_key(&table)),
            columns: &[0],
            ..PrimaryKeyDef::BLANK
        }),
        indexes: Vec::leak(node.uniques.iter().enumerate().map(index).collect()),
        intent: IntentDef {
            partition: node.partitioned.then_some(PartitionDef {
                kind: PartitionKind::Range,
                columns: &[1],
                count: Some(12),
                ..PartitionDef::BLANK
            }),
            shard: node.shard,
            ..IntentDef::BLANK
        },
        allows: Vec::leak(allows),
        file: "lib.rs",
        line: u32::try_from(position).unwrap_or(u32::MAX),
        ..EntityDef::BLANK
    }
}

fn foreign_key(
    number: usize,
    edge: &Edge,
    table: &str,
    target: &'static EntityDef,
    pool: bool,
) -> ForeignKeyDef {
    let column = edge.column.map(|c| name(format!("c{c}")));
    ForeignKeyDef {
        name: if pool {
            name(pooled(number + table.len()))
        } else {
            name(format!("{table}_fk{number}"))
        },
        columns: Vec::leak(vec![3 + number]),
        target,
        target_columns: Vec::leak(column.into_iter().collect()),
        on_delete: None,
        on_update: None,
        deferrable: if edge.deferrable {
            Deferrable::InitiallyDeferred
        } else {
            Deferrable::No
        },
        validated: true,
        on_soft_delete: None,
        one_to_one: false,
        loose: edge.loose.then_some("the nightly job"),
        cycle_allowed: edge.allowed,
        extra: None,
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
