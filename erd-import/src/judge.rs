//! The rules on what was imported: an allow where one rejects what the database has.

use crate::declare::{Declared, RustType};
use erd_checks::{Config, Scope, check_entity_with, check_schema_with, find_rule};
use erd_core::schema::{Allow, Table, Type};
use erd_core::{Finding, Level, Scalar, Schema, Site};
use std::collections::BTreeSet;

/// Why what exists may be.
pub(crate) const REASON: &str = "existing";

/// A defect that the database has: a finding that would fail the build.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToDo {
    /// Id of the rule, such as `F01`.
    pub id: &'static str,
    /// Slug of the rule.
    pub slug: &'static str,
    /// Logical path, such as `orders.customer_id`.
    pub path: String,
    /// What is wrong.
    pub message: String,
    /// Edits that mend it.
    pub help: Vec<String>,
    /// Whether an `allow` was written; a build fails on those without, which no `allow` silences.
    pub allowed: bool,
}

impl ToDo {
    fn new(finding: &Finding, allowed: bool) -> Self {
        Self {
            id: finding.id,
            slug: finding.slug,
            path: finding.path.clone(),
            message: finding.message.clone(),
            help: finding.help.clone(),
            allowed,
        }
    }
}

/// Allows what the rules reject, and says what that was. An allow stands at the field where the finding speaks of one,
/// else on the struct; warnings, which are no defects, share one allow per struct.
pub(crate) fn judge(declared: &mut Declared, config: &Config) -> Vec<ToDo> {
    let mut to_do: Vec<ToDo> = Vec::new();
    let mut warned: Vec<BTreeSet<&'static str>> =
        vec![BTreeSet::new(); declared.schema.tables.len()];
    // An allowed edge leaves a loop, and another loop behind it is found next.
    loop {
        let mut added = false;
        let found = in_build(declared, config);
        for (position, finding) in found {
            let table = &mut declared.schema.tables[position];
            if finding.level == Level::Warn {
                added |= warned[position].insert(finding.slug)
                    && push(table, finding.slug, Site::Entity);
                continue;
            }
            let known = |t: &ToDo| t.id == finding.id && t.path == finding.path;
            if !finding.silenceable {
                if !to_do.iter().any(known) {
                    to_do.push(ToDo::new(&finding, false));
                }
                continue;
            }
            to_do.push(ToDo::new(&finding, true));
            let site = place(table, finding.site);
            added |= push(table, finding.slug, site);
        }
        if !added {
            break;
        }
    }
    // The whole schema knows the names of targets, which a derive does not.
    let whole = check_schema_with(&bare(&declared.schema), config).findings;
    for item in &mut to_do {
        if let Some(better) = whole
            .iter()
            .find(|f| f.id == item.id && f.path == item.path)
        {
            item.message.clone_from(&better.message);
            item.help.clone_from(&better.help);
        }
    }
    to_do.sort_by(|a, b| (&a.path, a.id).cmp(&(&b.path, b.id)));
    to_do
}

/// The schema without its allows.
fn bare(schema: &Schema) -> Schema {
    let mut schema = schema.clone();
    for table in &mut schema.tables {
        table.allows.clear();
    }
    schema
}

/// What a build of the declarations says: the rules that see one entity as the derive sees it, whose warnings are
/// warnings of the compiler, and the others' rejections.
fn in_build(declared: &Declared, config: &Config) -> Vec<(usize, Finding)> {
    let mut found = Vec::new();
    for (i, table) in declared.schema.tables.iter().enumerate() {
        let seen = as_the_derive_sees(table, &declared.types[i]);
        let findings = check_entity_with(&seen, config).into_iter();
        found.extend(findings.filter(|f| f.level != Level::Allow).map(|f| (i, f)));
    }
    let wide = |f: &Finding| find_rule(f.id).is_some_and(|rule| rule.scope != Scope::Entity);
    let checked = check_schema_with(&declared.schema, config);
    for finding in checked.findings {
        if finding.level == Level::Deny && wide(&finding) {
            let mut tables = declared.schema.tables.iter();
            let position = tables.position(|table| table.path() == finding.table);
            found.extend(position.map(|position| (position, finding)));
        }
    }
    found
}

/// The table with the types that a derive reads off the names of Rust types, and nothing of other tables.
fn as_the_derive_sees(table: &Table, types: &[RustType]) -> Table {
    let mut seen = table.clone();
    for (column, ty) in seen.columns.iter_mut().zip(types) {
        let hidden = ty.enumeration.is_some() || holds_json(&column.ty);
        if hidden {
            column.ty = Type::Unknown;
        }
    }
    seen
}

fn holds_json(ty: &Type) -> bool {
    match ty {
        Type::Scalar(scalar) => *scalar == Scalar::Json,
        Type::Array(element) => holds_json(element),
        _ => false,
    }
}

/// Where the allow of a finding stands.
fn place(table: &Table, site: Site) -> Site {
    let columns = match site {
        Site::Column(column) => vec![column],
        Site::PrimaryKey => table
            .primary_key
            .as_ref()
            .map(|key| key.columns.clone())
            .unwrap_or_default(),
        Site::ForeignKey(i) => table.foreign_keys[i].columns.clone(),
        Site::Index(i) => table.indexes[i].key_columns().unwrap_or_default(),
        Site::Check(_) | Site::Entity | Site::Access(_) => Vec::new(),
    };
    match columns[..] {
        [column] => Site::Column(column),
        _ => Site::Entity,
    }
}

/// Adds an allow; false where it is there.
fn push(table: &mut Table, rule: &str, site: Site) -> bool {
    let there = table
        .allows
        .iter()
        .any(|a| a.rule == rule && a.site == site);
    if !there {
        table.allows.push(Allow {
            rule: rule.to_owned(),
            reason: REASON.to_owned(),
            site,
        });
    }
    !there
}
