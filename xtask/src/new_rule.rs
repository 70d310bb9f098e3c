//! `cargo xtask new-rule F19 some_slug`: the files of a rule, to be filled in.

use std::path::Path;

use clap::{Args, ValueEnum};

use crate::gen_rules::{failed, is_id, write};

#[derive(Args)]
pub(crate) struct NewRule {
    /// Id: the letter of its family and two digits, such as F19
    id: String,
    /// Name in `snake_case`; what an allow names
    slug: String,
    /// How serious it is
    #[arg(long, value_enum, default_value_t = Level::Deny)]
    level: Level,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Level {
    Deny,
    Warn,
    Allow,
}

impl NewRule {
    pub(crate) fn run(&self) -> Result<(), String> {
        println!("{}", self.write(&crate::root())?);
        Ok(())
    }

    /// Writes the files below `root`; says what to do next.
    fn write(&self, root: &Path) -> Result<String, String> {
        let (id, slug) = (self.id.as_str(), self.slug.as_str());
        self.judge(root)?;
        let module = format!("{}_{slug}", id.to_lowercase());
        let rules = root.join("erd-checks/src/rules");
        let list = rules.join("mod.rs");
        let text = std::fs::read_to_string(&list).map_err(failed(&list))?;
        let text = registered(&text, &module)?;
        write(&rules.join(format!("{module}.rs")), &self.stub())?;
        write(&list, &text)?;
        let cases = root.join("erd/tests/ui/rules").join(id.to_lowercase());
        let case = match self.level {
            Level::Deny => Some(("bad.rs", "")),
            Level::Warn => Some(("warn.rs", "#![deny(deprecated)]\n\n")),
            Level::Allow => None,
        };
        if let Some((name, head)) = case {
            write(&cases.join(name), &format!("{head}{CASE}"))?;
            write(&cases.join("ok.rs"), CASE)?;
        }
        let cases = match case {
            Some((name, _)) => format!(
                "2. erd/tests/ui/rules/{0}/{name} and ok.rs: the smallest entities that show it;\n   \
                 `cargo bless -p ui --filter rules`, then read the .stderr as a user would.\n",
                id.to_lowercase()
            ),
            None => "2. Nothing in erd/tests/ui: what is reported on request only never reaches a build.\n".to_owned(),
        };
        Ok(format!(
            "1. erd-checks/src/rules/{module}.rs: replace what is in <angle brackets>, write `check` and its tests;\n   \
             `cargo test -p erd-checks {module}` fails until then.\n{cases}\
             3. `cargo xtask gen` writes its page and locks its id; commit both."
        ))
    }

    fn judge(&self, root: &Path) -> Result<(), String> {
        let (id, slug) = (&self.id, &self.slug);
        if !is_id(id) {
            return Err(format!(
                "`{id}` is not an id: write a capital letter and two digits"
            ));
        }
        let word = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        if !slug.starts_with(|c: char| c.is_ascii_lowercase()) || !slug.chars().all(word) {
            return Err(format!(
                "`{slug}` is not a name: write words in small letters with `_` between"
            ));
        }
        let lock = root.join("erd-checks/rules.lock");
        let lock = std::fs::read_to_string(&lock).unwrap_or_default();
        let taken = |(i, s): &(&str, &str)| i == id || s == slug;
        match lock
            .lines()
            .filter_map(|line| line.split_once(' '))
            .find(taken)
        {
            Some((id, slug)) => Err(format!(
                "`{id} {slug}` is a rule, or was one: choose another"
            )),
            None => Ok(()),
        }
    }

    fn stub(&self) -> String {
        let level = match self.level {
            Level::Deny => "Deny",
            Level::Warn => "Warn",
            Level::Allow => "Allow",
        };
        STUB.replace("ID", &self.id)
            .replace("SLUG", &self.slug)
            .replace("LEVEL", level)
    }
}

/// The list with the module: its line among the modules, and its rule after the last of its family.
fn registered(text: &str, module: &str) -> Result<String, String> {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let mut insert = |start: &str, end: &str, family: &str| {
        let name = |line: &str| {
            Some(
                line.trim()
                    .strip_prefix(start)?
                    .strip_suffix(end)?
                    .to_owned(),
            )
        };
        let all: Vec<(usize, String)> = lines
            .iter()
            .enumerate()
            .filter_map(|(at, line)| Some((at, name(line)?)))
            .collect();
        if all.iter().any(|(_, name)| name == module) {
            return Err(format!("`{module}` is in the list already"));
        }
        let kin = |name: &String| name.starts_with(family);
        let before = all
            .iter()
            .rev()
            .find(|(_, name)| kin(name) && name.as_str() < module);
        let after = all.iter().find(|(_, name)| kin(name) || family.is_empty());
        // A family of its own comes last, before the rules about erd's own words.
        let own = all.iter().find(|(_, name)| name.starts_with('u'));
        let at = match (before, after.or(own)) {
            (Some((at, _)), _) => at + 1,
            (None, Some((at, _))) => *at,
            (None, None) => return Err(format!("no line of the list begins with `{start}`")),
        };
        let indent = if start.starts_with('&') { "    " } else { "" };
        lines.insert(at, format!("{indent}{start}{module}{end}"));
        Ok(())
    };
    // Modules are in the order of their names, as rustfmt wants them.
    insert("pub mod ", ";", "")?;
    insert("&", "::RULE,", &module[..1])?;
    Ok(lines.join("\n") + "\n")
}

const CASE: &str = r"#[derive(erd::Entity)]
pub struct Book {
    #[erd(primary_key, identity)]
    pub id: i64,
}

fn main() {}
";

const STUB: &str = r##"//! ID: <what must hold, in one line>.

use crate::{Check, Report, Rule, Scope, path};
use erd_core::schema::{ColumnId, Table};
use erd_core::{Level, Site};

const DOCS: &str = r"# ID SLUG

## What it does
<Rejects .. / Warns about ..: exactly what, so that a reader can tell every case.>

## Why
<What breaks in production, with the engine and a number where there is one.>

## Bad
```rust
#[derive(erd::Entity)]
pub struct Book {
    #[erd(primary_key, identity)]
    pub id: i64,
}
```

## Good
```rust
#[derive(erd::Entity)]
pub struct Book {
    #[erd(primary_key, identity)]
    pub id: i64,
}
```

## Source
<The chapter of the standard or manual, or the measurement.>
";

/// The rule.
pub static RULE: Rule = Rule {
    id: "ID",
    slug: "SLUG",
    level: Level::LEVEL,
    scope: Scope::Entity,
    silenceable: true,
    why: "<one clause: what breaks in production>",
    docs: DOCS,
    check: Check::Entity(check),
};

fn check(table: &Table, report: &mut Report<'_>) {
    for (i, column) in table.columns.iter().enumerate() {
        if column.name == "<the condition>" {
            let id = ColumnId(i);
            let subject = path::columns(table, &[id]);
            report
                .find(Site::Column(id), format!("`{subject}` <is what>"))
                .help("<verb: an edit that can be pasted>");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{of_entity, table};

    #[test]
    fn bad() {
        let found = of_entity(&RULE, table("books").columns(["id"]));
        assert_eq!(found.len(), 1, "a schema that breaks the rule");
        assert_eq!(found[0].message, "<the whole message>");
    }

    #[test]
    fn ok() {
        let found = of_entity(&RULE, table("books").columns(["id"]).primary_key(["id"]));
        assert!(found.is_empty(), "the nearest schema that keeps it");
    }
}
"##;

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::PathBuf;
    use std::process::Command;

    /// A copy of the two crates that a rule needs, as a workspace.
    struct Copy(PathBuf);

    impl Copy {
        fn new(name: &str) -> Self {
            let from = crate::root();
            let to = std::env::temp_dir().join(format!("erd-{name}-{}", std::process::id()));
            for folder in ["erd-core", "erd-checks"] {
                copy(&from.join(folder), &to.join(folder));
            }
            let manifest = std::fs::read_to_string(from.join("Cargo.toml")).expect("a manifest");
            let (head, rest) = manifest.split_once("members = [").expect("a workspace");
            let (_, rest) = rest.split_once(']').expect("a list");
            let members = "members = [\"erd-core\", \"erd-checks\"]";
            write(&to.join("Cargo.toml"), &format!("{head}{members}{rest}")).expect("room");
            std::fs::copy(from.join("Cargo.lock"), to.join("Cargo.lock")).expect("a lock file");
            // The proofs on engines stay behind, and with them the drivers they need.
            let checks = to.join("erd-checks/Cargo.toml");
            let manifest = std::fs::read_to_string(&checks).expect("a manifest");
            let drivers = ["testkit", "erd-live", "postgres"];
            let needed = |line: &&str| {
                let name = line.split(" =").next().unwrap_or_default();
                !drivers.contains(&name)
            };
            let without: Vec<&str> = manifest.lines().filter(needed).collect();
            write(&checks, &without.join("\n")).expect("room");
            std::fs::remove_dir_all(to.join("erd-checks/tests")).expect("the copy's own");
            Self(to)
        }
    }

    impl Drop for Copy {
        fn drop(&mut self) {
            let _ = std::fs::remove_dir_all(&self.0);
        }
    }

    fn copy(from: &Path, to: &Path) {
        std::fs::create_dir_all(to).expect("room");
        for entry in std::fs::read_dir(from).expect("a folder") {
            let path = entry.expect("an entry").path();
            let to = to.join(path.file_name().expect("a name"));
            if path.is_dir() {
                copy(&path, &to);
            } else {
                std::fs::copy(&path, &to).expect("room");
            }
        }
    }

    fn rule(id: &str, level: Level) -> NewRule {
        NewRule {
            id: id.to_owned(),
            slug: "some_new_rule".to_owned(),
            level,
        }
    }

    #[test]
    fn a_new_rule_compiles_and_its_test_fails_until_it_is_written() {
        let copy = Copy::new("new-rule");
        let said = rule("F98", Level::Warn).write(&copy.0).expect("a free id");
        assert!(
            said.contains("erd-checks/src/rules/f98_some_new_rule.rs"),
            "{said}"
        );
        assert!(copy.0.join("erd/tests/ui/rules/f98/warn.rs").is_file());
        let again = rule("F98", Level::Warn).write(&copy.0);
        assert!(
            again
                .expect_err("it is there")
                .contains("in the list already")
        );

        let output = Command::new(std::env::var_os("CARGO").unwrap_or("cargo".into()))
            .args([
                "test",
                "--offline",
                "--package",
                "erd-checks",
                "--lib",
                "f98_some_new_rule",
            ])
            .env("CARGO_TARGET_DIR", copy.0.join("target"))
            .current_dir(&copy.0)
            .output()
            .expect("cargo starts");
        let (out, said) = (
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr),
        );
        assert!(!said.contains("warning: unused"), "{said}");
        assert!(
            out.contains("f98_some_new_rule::tests::bad ... FAILED"),
            "{out}{said}"
        );
        assert!(
            out.contains("f98_some_new_rule::tests::ok ... ok"),
            "{out}{said}"
        );
    }

    #[test]
    fn it_is_listed_where_it_belongs() {
        let list = "pub mod c01_a;\npub mod f01_b;\npub mod f09_c;\npub mod u01_d;\n\nRULES = [\n    \
                    &f01_b::RULE,\n    &f09_c::RULE,\n    &c01_a::RULE,\n    &u01_d::RULE,\n];\n";
        let with = |module: &str| registered(list, module).expect("a list");
        let between = with("f05_x");
        assert!(
            between.contains("pub mod f01_b;\npub mod f05_x;\npub mod f09_c;"),
            "{between}"
        );
        assert!(
            between.contains("    &f01_b::RULE,\n    &f05_x::RULE,\n    &f09_c::RULE,"),
            "{between}"
        );
        assert!(with("f00_x").contains("    &f00_x::RULE,\n    &f01_b::RULE,"));
        assert!(with("f10_x").contains("    &f09_c::RULE,\n    &f10_x::RULE,\n    &c01_a::RULE,"));
        assert!(with("a01_x").starts_with("pub mod a01_x;\npub mod c01_a;"));
        let own = with("p01_x");
        assert!(
            own.contains("pub mod f09_c;\npub mod p01_x;\npub mod u01_d;"),
            "{own}"
        );
        assert!(
            own.contains("    &c01_a::RULE,\n    &p01_x::RULE,\n    &u01_d::RULE,"),
            "{own}"
        );
        assert!(registered(list, "f01_b").is_err() && registered("", "f01_b").is_err());
    }

    #[test]
    fn ids_and_names_have_a_form() {
        let root = std::env::temp_dir();
        let wrong = |id: &str, slug: &str| {
            let rule = NewRule {
                id: id.to_owned(),
                slug: slug.to_owned(),
                level: Level::Deny,
            };
            rule.judge(&root).is_err()
        };
        assert!(!wrong("F19", "some_rule"));
        assert!(wrong("f19", "some_rule") && wrong("F1", "some_rule") && wrong("F190", "x"));
        assert!(wrong("F19", "Some") && wrong("F19", "some-rule") && wrong("F19", ""));
    }
}
