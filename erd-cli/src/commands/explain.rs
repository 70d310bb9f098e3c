//! `cargo erd explain`: the page of a rule.

use super::rules::{of_migrations, of_schemas};
use crate::cli;
use crate::error::Error;
use crate::output;
use erd_checks::render::page;
use erd_json::Explain;

pub(super) fn run(args: &cli::Explain) -> Result<(), Error> {
    let explained = explained(&args.rule).ok_or_else(|| Error::UnknownRule(args.rule.clone()))?;
    if args.written.is_json() {
        return output::json(explained);
    }
    output::result(&explained.page)
}

/// The page of a rule on declarations, or of what migrations and plans name.
fn explained(id_or_slug: &str) -> Option<Explain> {
    if let Some(rule) = erd_checks::find_rule(id_or_slug) {
        return Some(Explain {
            rule: Some(of_schemas(rule)),
            page: page(rule),
        });
    }
    Some(Explain {
        rule: erd_lint::find_rule(id_or_slug).map(of_migrations),
        page: erd_lint::explain(id_or_slug)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::Path;

    /// Every id in quotes in the sources below a folder: `"M18"`.
    fn ids(folder: &Path, found: &mut BTreeSet<String>) {
        for entry in fs::read_dir(folder).expect("a folder of sources") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                ids(&path, found);
            } else if path.extension().is_some_and(|end| end == "rs") {
                let text = fs::read_to_string(&path).expect("a text");
                let quoted = text.split('"').filter(|word| is_id(word));
                found.extend(quoted.map(str::to_owned));
            }
        }
    }

    fn is_id(word: &str) -> bool {
        matches!(word.as_bytes(), [letter, first, second]
            if letter.is_ascii_uppercase() && first.is_ascii_digit() && second.is_ascii_digit())
    }

    #[test]
    fn every_id_that_something_prints_is_explained() {
        let mut printed = BTreeSet::new();
        let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).parent();
        let workspace = workspace.expect("the workspace");
        for package in [
            "erd-checks",
            "erd-history",
            "erd-import",
            "erd-lint",
            "erd-live",
            "erd-migrate",
        ] {
            ids(&workspace.join(package).join("src"), &mut printed);
        }
        for id in ["M01", "M11", "M18", "M33", "M41", "F01"] {
            assert!(printed.contains(id), "{id} is not among what is printed");
        }
        let silent = printed.iter().filter(|id| explained(id).is_none());
        let silent: Vec<_> = silent.collect();
        assert!(silent.is_empty(), "not explained: {silent:?}");
        assert!(explained("m33").is_some_and(|m33| m33.page.contains("another default")));
        assert!(explained("M98").is_none());
    }
}
