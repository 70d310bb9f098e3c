//! A domain whose checks alone differ, or call what goes and comes back: the checks go and come, and the domain stays with
//! all that has it. Old and new checks never stand together, so that a call in them means one function.

use crate::plan::context::{Context, hazard};
use crate::plan::node::{Node, Nodes, Stage};
use crate::plan::objects::Objects;
use crate::plan::op::{Lock, LockMode, Phase};
use crate::plan::op_name::OpKind;
use erd_core::Dialect;
use erd_core::schema::{ObjectKind, SqlObject};
use erd_ddl::expression::{identifiers, words};

/// A constraint with its name, quoted where it has to be.
struct Named<'a> {
    name: &'a str,
    clause: &'a str,
}

/// What CREATE DOMAIN says before its named constraints, and these.
fn parts(object: &SqlObject) -> Option<(&str, Vec<Named<'_>>)> {
    let [sql] = &object.create[..] else {
        return None;
    };
    let text = sql.get(Dialect::Postgres)?;
    let starts = starts(text);
    let head = &text[..*starts.first()?];
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

/// Where the word CONSTRAINT stands outside of quotes and parentheses.
fn starts(text: &str) -> Vec<usize> {
    let word = "constraint";
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
            .is_some_and(|((a, _), (b, _))| words(a, dialect) == words(b, dialect))
}

/// The checks of the old domain go, and those of the new one come.
pub(super) fn nodes(context: &Context<'_>, old: usize, new: usize, nodes: &mut Nodes) {
    let (before, after) = (&context.mid.objects[old], &context.diff.new.objects[new]);
    let (Some((_, was)), Some((_, is))) = (parts(before), parts(after)) else {
        return;
    };
    let key = after.key();
    let parts = context.new_parts();
    let name = parts.name(after.schema.as_deref(), &after.name);
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
    let op = context.op(
        OpKind::RelaxDomain.on(after.path()),
        format!("drop the checks of {key}"),
        drop(&was),
        add(&was),
    );
    let node = Node::new(op, Phase::Contract, Stage::After, "");
    let dropped = nodes.push(Objects::before(context, old, node));
    let mut op = context.op(
        OpKind::RestrictDomain.on(after.path()),
        format!("add the checks of {key}"),
        add(&is),
        drop(&is),
    );
    for table in &context.diff.new.tables {
        let has = table.columns.iter().any(|column| {
            let text = column.sql_type.get(Dialect::Postgres).unwrap_or_default();
            let names = identifiers(text, Dialect::Postgres);
            names.contains(&after.name)
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
    let node = Node::new(op, Phase::Contract, Stage::Before, "").after([dropped]);
    nodes.push(Objects::after(context, new, node));
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
