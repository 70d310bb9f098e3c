//! The result as Markdown.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use erd_core::Dialect;

use crate::compare::{Comparison, Difference, Tally};
use crate::explain::Explanation;
use crate::item::{Catalog, Kind};

const BEGIN: &str = "<!-- erd-compare: begin -->";
const END: &str = "<!-- erd-compare: end -->";

/// The kinds that have a column of their own in the table of tables.
const PER_TABLE: [Kind; 7] = [
    Kind::Column,
    Kind::PrimaryKey,
    Kind::Unique,
    Kind::ForeignKey,
    Kind::Check,
    Kind::Index,
    Kind::Comment,
];

/// One dialect's section.
pub(crate) struct Section {
    pub(crate) text: String,
    /// How many differences each explanation speaks for.
    pub(crate) explained: Vec<usize>,
    /// How many differences nobody has explained.
    pub(crate) unexplained: usize,
}

impl Section {
    pub(crate) fn new(
        dialect: Dialect,
        theirs: &Catalog,
        ours: &Catalog,
        comparison: &Comparison,
        explanations: &[Explanation],
    ) -> Self {
        let mut text = format!("### {}\n\n", theirs.server);
        totals(&mut text, comparison);
        tables(&mut text, comparison);
        outside(&mut text, theirs, ours);
        let mut unexplained = Vec::new();
        let mut explained = vec![Vec::new(); explanations.len()];
        for difference in &comparison.differences {
            explanations
                .iter()
                .position(|e| e.covers(dialect, difference))
                .map_or(&mut unexplained, |at| &mut explained[at])
                .push(difference);
        }
        if comparison.differences.is_empty() {
            text.push_str("There is no difference.\n\n");
        }
        for (explanation, found) in explanations.iter().zip(&explained) {
            differences(&mut text, &explanation.reason, found);
        }
        differences(&mut text, "Not explained.", &unexplained);
        Self {
            text,
            explained: explained.iter().map(Vec::len).collect(),
            unexplained: unexplained.len(),
        }
    }
}

/// Writing to a `String` cannot fail, so the results of `write!` are of no interest in this file.
fn totals(text: &mut String, comparison: &Comparison) {
    text.push_str("| | same | other name | different | only theirs | only ours |\n|---|---:|---:|---:|---:|---:|\n");
    for kind in Kind::ALL {
        let t = comparison.total(kind);
        if t != Tally::default() {
            let _ = writeln!(
                text,
                "| {} | {} | {} | {} | {} | {} |",
                kind.plural(),
                t.same,
                t.renamed,
                t.different,
                t.only_theirs,
                t.only_ours
            );
        }
    }
    text.push('\n');
}

fn tables(text: &mut String, comparison: &Comparison) {
    text.push_str("Table by table. A plain number counts what is the same; `≈` what has another name, `≠` what differs, ");
    text.push_str("`−` what only they have, `+` what only we have.\n\n| table |");
    for kind in PER_TABLE {
        let _ = write!(text, " {} |", kind.plural());
    }
    text.push_str("\n|---|");
    text.push_str(&"---|".repeat(PER_TABLE.len()));
    text.push('\n');
    let names: BTreeSet<&String> = comparison.tallies.keys().map(|(table, _)| table).collect();
    for table in names.into_iter().filter(|table| !table.is_empty()) {
        let _ = write!(text, "| {table} |");
        for kind in PER_TABLE {
            let tally = comparison
                .tallies
                .get(&(table.clone(), kind))
                .copied()
                .unwrap_or_default();
            let _ = write!(text, " {} |", cell(tally));
        }
        text.push('\n');
    }
    text.push('\n');
}

fn cell(tally: Tally) -> String {
    let parts = [
        ("", tally.same),
        ("≈", tally.renamed),
        ("≠", tally.different),
        ("−", tally.only_theirs),
        ("+", tally.only_ours),
    ];
    let parts = parts
        .iter()
        .filter(|(_, count)| *count > 0)
        .map(|(sign, count)| format!("{sign}{count}"));
    parts.collect::<Vec<_>>().join(" ")
}

fn outside(text: &mut String, theirs: &Catalog, ours: &Catalog) {
    text.push_str(
        "Outside the table model, not compared:\n\n| | theirs | ours |\n|---|---:|---:|\n",
    );
    for (what, count) in &theirs.outside {
        let mine = ours.outside.get(what).copied().unwrap_or_default();
        if count + mine > 0 {
            let _ = writeln!(text, "| {what} | {count} | {mine} |");
        }
    }
    text.push('\n');
}

/// The differences with one reason. Those that differ in the place alone share a line.
fn differences(text: &mut String, reason: &str, found: &[&Difference]) {
    if found.is_empty() {
        return;
    }
    let _ = writeln!(text, "**{}** ({})\n", reason.trim(), found.len());
    let mut lines: Vec<(String, Vec<&Difference>)> = Vec::new();
    for difference in found {
        let what = change(difference);
        match lines
            .iter_mut()
            .find(|(line, group)| *line == what && group[0].kind == difference.kind)
        {
            Some((_, group)) => group.push(difference),
            None => lines.push((what, vec![difference])),
        }
    }
    for (what, group) in lines {
        let kind = group[0].kind;
        let kind = if group.len() == 1 {
            kind.singular()
        } else {
            kind.plural()
        };
        let places: Vec<String> = group.iter().map(|d| format!("`{}`", d.path())).collect();
        let _ = writeln!(text, "- {kind} {}: {what}", places.join(", "));
    }
    text.push('\n');
}

/// What differs. The text of a comment is the original's own and stays there.
fn change(difference: &Difference) -> String {
    let Difference {
        kind,
        what,
        theirs,
        ours,
        ..
    } = difference;
    match (*kind, *what) {
        (Kind::Comment, "text") => "other words".to_owned(),
        (Kind::Comment, what) => what.to_owned(),
        (_, "only theirs" | "only ours") if theirs.is_empty() && ours.is_empty() => {
            (*what).to_owned()
        }
        (_, "only theirs" | "only ours") => {
            format!("{what}, {}", shown(&format!("{theirs}{ours}")))
        }
        (_, what) => format!("{what} {} → {}", or_none(theirs), or_none(ours)),
    }
}

fn or_none(value: &str) -> String {
    if value.is_empty() {
        "none".to_owned()
    } else {
        shown(value)
    }
}

fn shown(value: &str) -> String {
    match value {
        "" => String::new(),
        value if value.contains('`') => format!("`` {value} ``"),
        value => format!("`{value}`"),
    }
}

/// Puts the result between the markers of a README.
pub(crate) fn replace(readme: &str, result: &str) -> Result<String, String> {
    let (before, rest) = readme
        .split_once(BEGIN)
        .ok_or_else(|| format!("the README has no line `{BEGIN}`"))?;
    let (_, after) = rest
        .split_once(END)
        .ok_or_else(|| format!("the README has no line `{END}`"))?;
    Ok(format!(
        "{before}{BEGIN}\n\n{}\n\n{END}{after}",
        result.trim_end()
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_readme_keeps_what_is_around() {
        let readme = format!("a\n{BEGIN}\nold\n{END}\nb\n");
        let new = replace(&readme, "new\n").unwrap();
        assert_eq!(new, format!("a\n{BEGIN}\n\nnew\n\n{END}\nb\n"));
        assert_eq!(replace(&new, "new\n").unwrap(), new);
        assert!(replace("nothing", "x").is_err());
    }
}
