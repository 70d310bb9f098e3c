//! A domain whose checks, default or NOT NULL alone differ, or whose checks call what goes and comes back: the checks go and
//! come, and the domain stays with all that has it. Old and new checks never stand together, so that a call in them means
//! one function.

use crate::plan::context::{Context, hazard};
use crate::plan::node::{Node, Nodes, Stage};
use crate::plan::objects::Objects;
use crate::plan::op::{Lock, LockMode, Op, Phase};
use crate::plan::op_name::OpKind;
use crate::plan::resource::{self, Resource};
use crate::plan::uses::Thing;
use erd_core::Dialect;
use erd_core::schema::{ObjectKind, SqlObject};
use erd_ddl::expression::{Word, identifiers, words};
use std::collections::BTreeSet;

/// A constraint with its name, quoted where it has to be.
struct Named<'a> {
    name: &'a str,
    clause: &'a str,
}

impl Named<'_> {
    fn is(&self, other: &Self) -> bool {
        let dialect = Dialect::Postgres;
        self.name == other.name && words(self.clause, dialect) == words(other.clause, dialect)
    }
}

/// What CREATE DOMAIN says before its named constraints, and these.
fn parts(object: &SqlObject) -> Option<(&str, Vec<Named<'_>>)> {
    let [sql] = &object.create[..] else {
        return None;
    };
    let text = sql.get(Dialect::Postgres)?;
    let starts = starts(text, "constraint");
    let head = &text[..starts.first().copied().unwrap_or(text.len())];
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    let all = starts.iter().zip(ends).map(|(start, end)| {
        let rest = text[start + "constraint".len()..end].trim();
        let length = name_length(rest);
        let (name, clause) = rest.split_at_checked(length)?;
        let clause = clause.trim().trim_end_matches(';').trim_end();
        let is_check = clause.get(..5)?.eq_ignore_ascii_case("check");
        is_check.then_some(Named { name, clause })
    });
    Some((head, all.collect::<Option<_>>()?))
}

/// Bytes of the name that a text begins with.
fn name_length(text: &str) -> usize {
    let mut chars = text.char_indices();
    if !text.starts_with('"') {
        return chars
            .find(|(_, c)| c.is_whitespace() || *c == '(')
            .map_or(text.len(), |(at, _)| at);
    }
    let inner = &text[1..];
    let mut at = 0;
    while let Some(mark) = inner[at..].find('"') {
        let end = at + mark + 1;
        if !inner[end..].starts_with('"') {
            return end + 1;
        }
        at = end + 1;
    }
    text.len()
}

/// What CREATE DOMAIN says before its named constraints.
struct Head<'a> {
    /// The name, the type and its collation.
    base: &'a str,
    default: Option<&'a str>,
    is_required: bool,
}

fn head(text: &str) -> Head<'_> {
    let first = |word: &str| starts(text, word).first().copied();
    let (default, not, null) = (first("default"), first("not null"), first("null"));
    let ends = |from: usize| {
        let all = [default, not, null].into_iter().flatten();
        all.filter(|at| *at > from).min().unwrap_or(text.len())
    };
    let default = default.map(|at| text[at + "default".len()..ends(at)].trim());
    Head {
        base: &text[..ends(0)],
        default: default.map(|text| text.trim_end_matches(';').trim_end()),
        is_required: not.is_some(),
    }
}

/// Where a word stands outside of quotes and parentheses.
fn starts(text: &str, word: &str) -> Vec<usize> {
    let (mut all, mut depth, mut quote) = (Vec::new(), 0_usize, None);
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (Some(mark), _) => quote = Some(mark).filter(|mark| *mark != c),
            (None, '\'' | '"') => quote = Some(c),
            (None, '(') => depth += 1,
            (None, ')') => depth = depth.saturating_sub(1),
            _ => {}
        }
        let here = text.get(at..at + word.len());
        if quote.is_none()
            && depth == 0
            && before.is_whitespace()
            && here.is_some_and(|here| here.eq_ignore_ascii_case(word))
        {
            all.push(at);
        }
        before = c;
    }
    all
}

/// Whether the domain stays, and only its checks go and come.
pub(in crate::plan) fn stays(before: &SqlObject, after: &SqlObject) -> bool {
    let dialect = Dialect::Postgres;
    let domains = [before, after].map(|object| object.kind == ObjectKind::Domain);
    domains == [true, true]
        && parts(before)
            .zip(parts(after))
            .is_some_and(|((a, _), (b, _))| {
                let [a, b] = [a, b].map(|text| words(head(text).base, dialect));
                let semicolon = |word: &Word| word.is(";");
                a.iter()
                    .filter(|w| !semicolon(w))
                    .eq(b.iter().filter(|w| !semicolon(w)))
            })
}

/// Whether a value of the old domain may be none of the new one.
pub(in crate::plan) fn restricts(before: &SqlObject, after: &SqlObject) -> bool {
    let (Some((a, was)), Some((b, is))) = (parts(before), parts(after)) else {
        return true;
    };
    let comes = is.iter().any(|own| !was.iter().any(|other| other.is(own)));
    comes || (head(b).is_required && !head(a).is_required)
}

/// A column that has values of a domain inside of others: in arrays, or in composite types.
fn held_inside(context: &Context<'_>, domain: usize) -> Option<String> {
    let (schema, names) = (&context.diff.new, &context.new_names);
    let (mut plain, mut inside) = (BTreeSet::from([domain]), BTreeSet::new());
    let types = schema.objects.iter().enumerate();
    let types: Vec<_> = types
        .filter(|(_, object)| matches!(object.kind, ObjectKind::Domain | ObjectKind::Type))
        .collect();
    loop {
        let before = plain.len() + inside.len();
        for (at, object) in &types {
            let uses = names.of_object(*at).bound;
            let has =
                |all: &BTreeSet<usize>| all.iter().any(|ty| uses.contains(&Thing::Object(*ty)));
            let is_domain = object.kind == ObjectKind::Domain;
            if has(&inside) || (has(&plain) && !is_domain) {
                inside.insert(*at);
            } else if has(&plain) {
                plain.insert(*at);
            }
        }
        if plain.len() + inside.len() == before {
            break;
        }
    }
    schema.tables.iter().find_map(|table| {
        let column = table.columns.iter().find(|column| {
            let text = column.sql_type.get(Dialect::Postgres).unwrap_or_default();
            let is_array = text.ends_with(']');
            names.of_text(text).iter().any(|thing| {
                matches!(thing, Thing::Object(ty) if inside.contains(ty) || (is_array && plain.contains(ty)))
            })
        })?;
        Some(format!("{}.{}", table.path(), column.name))
    })
}

/// The checks of the old domain go, and those of the new one come.
pub(super) fn nodes(context: &Context<'_>, old: usize, new: usize, nodes: &mut Nodes) {
    let (before, after) = (&context.mid.objects[old], &context.diff.new.objects[new]);
    let (Some((old_head, was)), Some((new_head, is))) = (parts(before), parts(after)) else {
        return;
    };
    let key = after.key();
    let writer = context.new_writer();
    let name = writer.name(after.schema.as_deref(), &after.name);
    let heads = [head(old_head), head(new_head)];
    let set = |from: &Head<'_>, to: &Head<'_>| {
        let mut all = Vec::new();
        if from.default != to.default {
            let what = to.default.map_or("DROP DEFAULT".to_owned(), |text| {
                format!("SET DEFAULT {text}")
            });
            all.push(format!("ALTER DOMAIN {name} {what}"));
        }
        if from.is_required != to.is_required {
            let word = if to.is_required { "SET" } else { "DROP" };
            all.push(format!("ALTER DOMAIN {name} {word} NOT NULL"));
        }
        all
    };
    let names = |all: &[Named<'_>]| -> Vec<Resource> {
        let names = all
            .iter()
            .flat_map(|own| identifiers(own.name, Dialect::Postgres));
        names
            .map(|name| resource::constraint(&key, &name))
            .collect()
    };
    let drop = |all: &[Named<'_>]| -> Vec<String> {
        let each = all.iter();
        each.map(|own| format!("ALTER DOMAIN {name} DROP CONSTRAINT {}", own.name))
            .collect()
    };
    let add = |all: &[Named<'_>]| -> Vec<String> {
        let each = all.iter();
        each.map(|own| {
            format!(
                "ALTER DOMAIN {name} ADD CONSTRAINT {} {}",
                own.name, own.clause
            )
        })
        .collect()
    };
    let same =
        |a: &[Named<'_>], b: &[Named<'_>]| a.iter().all(|own| b.iter().any(|other| own.is(other)));
    let stay = same(&was, &is) && same(&is, &was) && !context.recreated.called.contains(&old);
    let (was, is) = if stay {
        (Vec::new(), Vec::new())
    } else {
        (was, is)
    };
    let requires = heads[0].is_required != heads[1].is_required;
    if (!was.is_empty() || !is.is_empty() || requires)
        && let Some(column) = held_inside(context, new)
    {
        context.unsupported(
            after.path(),
            format!("PostgreSQL checks no values of {key} that are inside others, and `{column}` has some (0A000)"),
            "make a domain of another name, give the column that one, and drop the old one in a migration after",
        );
    }
    let dropped = (!was.is_empty()).then(|| {
        let op = context.op(
            OpKind::RelaxDomain.on(after.path()),
            format!("drop the checks of {key}"),
            drop(&was),
            add(&was),
        );
        let node = Node::new(op, Phase::Contract, Stage::After, "").removes(names(&was));
        nodes.push(Objects::before(context, old, node))
    });
    let title = if is.is_empty() {
        "alter"
    } else {
        "add the checks of"
    };
    let mut op = context.op(
        OpKind::RestrictDomain.on(after.path()),
        format!("{title} {key}"),
        [add(&is), set(&heads[0], &heads[1])].concat(),
        [set(&heads[1], &heads[0]), drop(&is)].concat(),
    );
    if !is.is_empty() || (heads[1].is_required && !heads[0].is_required) {
        reads(context, &mut op, after);
    }
    let node = Node::new(op, Phase::Contract, Stage::Before, "")
        .after(dropped)
        .provides(names(&is));
    nodes.push(Objects::after(context, new, node));
}

/// The tables that have a domain are read for its new checks.
fn reads(context: &Context<'_>, op: &mut Op, domain: &SqlObject) {
    for table in &context.diff.new.tables {
        let has = table.columns.iter().any(|column| {
            let text = column.sql_type.get(Dialect::Postgres).unwrap_or_default();
            let names = identifiers(text, Dialect::Postgres);
            names.contains(&domain.name)
        });
        if has {
            op.scans.push(table.path());
            op.locks.push(Lock {
                table: table.path(),
                mode: LockMode::Share,
            });
        }
    }
    op.hazards.push(hazard(
        "M23",
        "the tables that have it are read from end to end, and writers wait meanwhile; between the old checks and these nothing is checked",
    ));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn domain(text: &str) -> SqlObject {
        SqlObject::new(ObjectKind::Domain, "d", text)
    }

    #[test]
    fn only_the_checks_differ() {
        let one = domain(
            "CREATE DOMAIN d AS text DEFAULT ' CONSTRAINT ' NOT NULL CONSTRAINT a CHECK (ok(VALUE)) CONSTRAINT \"b \"\"c\" CHECK (VALUE <> 'x)')",
        );
        let (_, all) = parts(&one).expect("a domain");
        let all: Vec<_> = all.iter().map(|own| (own.name, own.clause)).collect();
        assert_eq!(
            all,
            [
                ("a", "CHECK (ok(VALUE))"),
                ("\"b \"\"c\"", "CHECK (VALUE <> 'x)')")
            ]
        );
        let other = domain(
            "CREATE DOMAIN d AS text DEFAULT ' CONSTRAINT ' NOT NULL CONSTRAINT a CHECK (VALUE > '')",
        );
        assert!(stays(&one, &other));
        let longer = domain("CREATE DOMAIN d AS varchar(9) CONSTRAINT a CHECK (VALUE > '')");
        assert!(!stays(&one, &longer));
        assert!(!stays(
            &one,
            &domain("CREATE DOMAIN d AS text CHECK (VALUE > '')")
        ));
    }
}
