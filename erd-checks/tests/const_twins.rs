//! The rules that the compiler runs say the same as their twins at run time, to the letter, and as an oracle.

mod support;

use erd_checks::config::{ProjectAllow, RuleLevel, TargetVersion};
use erd_checks::graph::{self, ProjectDef};
use erd_checks::{Config, check_entity_with, check_schema, check_schema_with};
use erd_core::schema::{Schema, Shard, TableId, Target};
use erd_core::{Dialect, Finding, Level, Site, resolve};
use proptest::prelude::*;
use support::{Plan, blocks, declare, plans};

/// Enough for every plan here.
const SLOTS: usize = 1024;

/// Steps of the shortest way between any two entities over mandatory edges, among those from `least` on.
#[allow(
    clippy::needless_range_loop,
    reason = "an oracle should look like its textbook"
)]
fn distances(plan: &Plan, least: usize) -> Vec<Vec<Option<usize>>> {
    let n = plan.len();
    let mut distance = vec![vec![None; n]; n];
    for (from, node) in plan.iter().enumerate().skip(least) {
        for edge in node.edges.iter().filter(|e| e.leads_on(from)) {
            if edge.to >= least {
                distance[from][edge.to] = Some(1);
            }
        }
    }
    for via in 0..n {
        for from in 0..n {
            for to in 0..n {
                if let (Some(a), Some(b)) = (distance[from][via], distance[via][to])
                    && distance[from][to].is_none_or(|d: usize| a + b < d)
                {
                    distance[from][to] = Some(a + b);
                }
            }
        }
    }
    distance
}

const ON_KEYS: [&str; 12] = [
    "F06", "P03", "F05", "F03", "F04", "F24", "F25", "F21", "P13", "P04", "C02", "C01",
];

/// What the run-time rules say of one foreign key, in the order of the const checks.
fn of_key(findings: &[Finding], table: &str, foreign_key: usize) -> Vec<String> {
    let rank = |f: &&Finding| ON_KEYS.iter().position(|id| *id == f.id);
    let here = |f: &&Finding| f.table == table && f.site == Site::ForeignKey(foreign_key);
    let mut found: Vec<&Finding> = findings
        .iter()
        .filter(here)
        .filter(|f| rank(f).is_some())
        .collect();
    found.sort_by_key(rank);
    found.into_iter().map(Finding::render).collect()
}

/// Decisions of a project: targets, levels and allows of the rules that the compiler runs.
fn projects() -> impl Strategy<Value = Config> {
    let rules = [
        "fk_type_mismatch",
        "F04",
        "mandatory_fk_cycle",
        "C02",
        "P11",
        "duplicate_object_name",
        "fk_and_partition_mysql",
        "no_primary_key",
    ];
    let levels = [Level::Deny, Level::Warn, Level::Allow];
    let places = ["t0", "*.c3", "ns.*", "name_*", "t1.c4"];
    let target = prop::sample::select(Dialect::ALL.to_vec());
    let level = (
        prop::sample::select(rules.to_vec()),
        prop::sample::select(levels.to_vec()),
    );
    let allow = (
        prop::sample::select(rules.to_vec()),
        prop::sample::select(places.to_vec()),
        prop::bool::weighted(0.8),
    );
    (
        prop::collection::vec(target, 0..3),
        prop::collection::vec(level, 0..2),
        prop::collection::vec(allow, 0..3),
    )
        .prop_map(|(targets, levels, allows)| {
            let target = |dialect: Dialect| TargetVersion {
                product: dialect.into(),
                version: Vec::new(),
                line: 1,
            };
            let level = |(rule, level): (&str, _)| RuleLevel {
                rule: rule.to_owned(),
                level,
                line: 1,
            };
            let allow = |(rule, target, says): (&str, &str, bool)| ProjectAllow {
                rule: rule.to_owned(),
                target: target.to_owned(),
                reason: if says { "the test wants it" } else { " " }.to_owned(),
                line: 1,
            };
            Config {
                migrations: erd_checks::config::Migrations::default(),
                targets: targets.into_iter().map(target).collect(),
                levels: levels.into_iter().map(level).collect(),
                allows: allows.into_iter().map(allow).collect(),
                ..Config::default()
            }
        })
}

/// As the macros pass them.
fn decided(config: &Config) -> &'static ProjectDef {
    let allow = |(rule, target): (_, &str)| (rule, &*String::leak(target.to_owned()));
    Box::leak(Box::new(ProjectDef {
        targets: Vec::leak(config.dialects()),
        levels: Vec::leak(config.const_levels()),
        allows: Vec::leak(config.const_allows().into_iter().map(allow).collect()),
    }))
}

/// What stops the build, of some rules.
fn denied(schema: &Schema, config: &Config, rules: &[&str]) -> Vec<Finding> {
    let mut found = check_schema_with(schema, config).findings;
    found.retain(|f| f.level == Level::Deny && rules.contains(&f.id));
    found
}

fn sorted(mut blocks: Vec<String>) -> Vec<String> {
    blocks.sort();
    blocks
}

/// The schema of some of the entities, where references to the others are left as paths.
fn open_world(mut schema: Schema, listed: &[bool]) -> Schema {
    let new_id: Vec<usize> = listed
        .iter()
        .scan(0, |next, listed| {
            let id = *next;
            *next += usize::from(*listed);
            Some(id)
        })
        .collect();
    let entities: Vec<String> = schema.tables.iter().map(|t| t.entity.clone()).collect();
    for fk in schema.tables.iter_mut().flat_map(|t| &mut t.foreign_keys) {
        if let Target::Table(TableId(old)) = fk.target {
            fk.target = if listed[old] {
                Target::Table(TableId(new_id[old]))
            } else {
                Target::Path(format!("crate::{}", entities[old]))
            };
        }
    }
    let mut keep = listed.iter();
    schema.tables.retain(|_| keep.next() == Some(&true));
    schema
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn foreign_keys(plan in plans(8, 9), config in projects()) {
        let entities = declare(&plan, false, &config);
        let schema = resolve(&entities);
        let found = denied(&schema, &config, &ON_KEYS);
        let project = decided(&config);
        for (node, entity) in plan.iter().zip(&entities) {
            let table = if node.in_namespace {
                format!("{}.{}", entity.namespace(), entity.table())
            } else {
                entity.table().to_owned()
            };
            for k in 0..node.edges.len() {
                let said = blocks(|| graph::check_foreign_keys(entity, k, project));
                let mut expected = of_key(&found, &table, k);
                for behind in k + 1..node.edges.len() {
                    if !expected.is_empty() {
                        expected.extend(of_key(&found, &table, behind));
                    }
                }
                prop_assert_eq!(said, expected);
            }
        }
    }

    #[test]
    fn cycles_against_an_oracle(plan in plans(9, 9)) {
        let entities = declare(&plan, false, &Config::default());
        let mut any = false;
        for (from, node) in plan.iter().enumerate() {
            let distance = distances(&plan, from);
            for (k, edge) in node.edges.iter().enumerate() {
                let back = distance[edge.to][from];
                let expected = if edge.to > from && edge.leads_on(from) { back } else { None };
                let said = blocks(|| graph::check_foreign_keys(entities[from], k, &ProjectDef::BLANK));
                // The loops of the keys behind it may follow.
                let start = format!("t{from}.c{} -> ", 3 + k);
                let cycle = said.iter().find(|block| block.starts_with("erd[C01]") && block.contains(&start));
                prop_assert_eq!(cycle.is_some(), expected.is_some());
                if let (Some(text), Some(back)) = (cycle, expected) {
                    any = true;
                    let first_line = text.lines().next().unwrap_or_default();
                    prop_assert_eq!(first_line.matches(" -> ").count(), back + 1);
                }
            }
        }
        // The definition itself: two entities that reach each other.
        let reach = distances(&plan, 0);
        let n = plan.len();
        let component = (0..n).any(|a| (0..a).any(|b| reach[a][b].is_some() && reach[b][a].is_some()));
        prop_assert_eq!(any, component);
    }

    #[test]
    fn names(plan in plans(6, 24), config in projects()) {
        let entities: &'static [_] = Vec::leak(declare(&plan, true, &config));
        let schema = resolve(entities);
        let own = schema.tables.iter().flat_map(|t| check_entity_with(t, &config));
        let own: Vec<Finding> = own.collect();
        let mut expected = denied(&schema, &config, &["N02", "N03"]);
        expected.retain(|f| !own.contains(f));
        let expected: Vec<String> = expected.iter().map(Finding::render).collect();
        let said = blocks(|| graph::check_names::<SLOTS>(entities, decided(&config)));
        prop_assert_eq!(said.is_empty(), expected.is_empty());
        if expected.len() <= 5 {
            prop_assert_eq!(sorted(said), sorted(expected));
        }
    }

    #[test]
    fn lists(plan in plans(8, 9), config in projects(), picks in prop::collection::vec(any::<bool>(), 8)) {
        let entities = declare(&plan, false, &Config::default());
        let listed = &picks[..entities.len()];
        let some: Vec<_> = entities.iter().zip(listed).filter(|(_, l)| **l).map(|(e, _)| *e).collect();
        let open = open_world(resolve(&entities), listed);
        let expected = denied(&open, &config, &["U01", "P11"]);
        let expected: Vec<String> = expected.iter().map(Finding::render).collect();
        let some: &'static [_] = Vec::leak(some);
        let said = blocks(|| graph::check_listed::<SLOTS>(some, decided(&config)));
        prop_assert_eq!(sorted(said), sorted(expected));
        let reached = |(i, node): (usize, &support::Node)| listed[i] && node.edges.iter().any(|e| !listed[e.to]);
        let missing = plan.iter().enumerate().any(reached);
        let said = blocks(|| graph::check_listed::<SLOTS>(some, &ProjectDef::BLANK));
        prop_assert_eq!(said.iter().any(|block| block.starts_with("erd[U01]")), missing);
        let declared = || plan.iter().zip(listed).filter(|(_, l)| **l).map(|(node, _)| node.shard);
        let homeless = declared().any(|s| matches!(s, Some(Shard::By(_)))) && declared().any(|s| s.is_none());
        prop_assert_eq!(said.iter().any(|block| block.starts_with("erd[P11]")), homeless);
    }
}

#[test]
fn an_entity_that_is_listed_twice() {
    let plan = vec![support::Node {
        name: 1,
        in_namespace: false,
        has_key: true,
        may_clash: false,
        partitioned: false,
        shard: None,
        edges: Vec::new(),
        uniques: Vec::new(),
    }];
    let entity = declare(&plan, false, &Config::default())[0];
    let twice: &'static [_] = Vec::leak(vec![entity, entity]);
    let said = blocks(|| graph::check_names::<SLOTS>(twice, &ProjectDef::BLANK));
    assert_eq!(said.len(), 1);
    assert!(said[0].starts_with("erd[N03] duplicate_object_name: `E0` is listed twice\n"));
    let found = check_schema(&resolve(twice));
    let n03: Vec<String> = found
        .iter()
        .filter(|f| f.id == "N03")
        .map(Finding::render)
        .collect();
    assert_eq!(said, n03);
}

#[test]
fn a_long_loop_needs_more_memory_and_is_found() {
    // More than the first size of memory holds.
    let length = 300;
    let node = |i: usize| support::Node {
        name: 1,
        in_namespace: false,
        has_key: true,
        may_clash: false,
        partitioned: false,
        shard: None,
        edges: vec![support::Edge {
            to: (i + 1) % length,
            nullable: false,
            deferrable: false,
            allowed: false,
            loose: false,
            ty: erd_core::Scalar::I64,
            column: None,
        }],
        uniques: Vec::new(),
    };
    let entities = declare(&(0..length).map(node).collect(), false, &Config::default());
    let said = blocks(|| graph::check_foreign_keys(entities[0], 0, &ProjectDef::BLANK));
    assert_eq!(said.len(), 1);
    assert!(said[0].contains("t39.c3 -> .. -> t0`"), "{}", said[0]);
    assert!(blocks(|| graph::check_foreign_keys(entities[1], 0, &ProjectDef::BLANK)).is_empty());
}

#[test]
#[should_panic(expected = "SLOTS is smaller")]
fn too_few_slots_are_refused() {
    let plan: Plan = Vec::new();
    let entities: &'static [_] = Vec::leak(declare(&plan, false, &Config::default()));
    graph::check_names::<1>(entities, &ProjectDef::BLANK);
}

#[test]
fn slots_leave_half_of_the_set_free() {
    assert_eq!(graph::slots(&[]), 2);
    let table = erd_core::schema::Table::new("t");
    let entity = erd_core::def::EntityDef {
        named: Vec::leak(erd_core::def::named(&table)),
        ..erd_core::def::EntityDef::BLANK
    };
    assert_eq!(graph::slots(&[&entity, &entity]), 16);
}
