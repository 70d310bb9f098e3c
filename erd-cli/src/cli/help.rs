//! What stands below the options in the help of each command: examples, and what its exit codes mean.

use clap::{Command, CommandFactory};

/// A command by its words, lines that can be typed, and what its exit code says; none where it is that of all.
type Page = (&'static str, &'static [&'static str], &'static str);

/// What holds where nothing else is said.
const USUAL: &str = "0 done, 2 wrong use, 3 failure.";

const PAGES: &[Page] = &[
    (
        "init",
        &[
            "cargo erd init --dry-run",
            "cargo erd init --dialect sqlite",
            "cargo erd init --package api --database-url postgres://localhost/shop",
        ],
        "0 done, or nothing to do; 2 wrong use, or the database lacks migrations; 3 a server, a file or a build failed.",
    ),
    (
        "check",
        &[
            "cargo erd check",
            "cargo erd check --format sarif",
            "cargo erd check --format json",
            "cargo erd check --message-format rustc",
            "cargo erd check --watch",
            "cargo erd check --baseline erd-baseline.json",
            "cargo erd check --database-url postgres://localhost/shop",
        ],
        "0 nothing at level deny; 1 a finding at level deny; 2 wrong use; 3 the code does not build for another reason, or a \
         server failed.",
    ),
    (
        "fix",
        &[
            "cargo erd fix --dry-run",
            "cargo erd fix",
            "cargo erd fix --rule F01,on_delete_undeclared --allow-dirty",
        ],
        "0 nothing at level deny is left; 1 something is; 2 wrong use, or files have changes that are not committed; 3 the code \
         does not build, or would not with what mends it.",
    ),
    (
        "ddl",
        &[
            "cargo erd ddl --dialect postgres",
            "cargo erd ddl --dialect mariadb --out schema.sql",
        ],
        "0 done, 1 the dialect cannot do it, 2 wrong use, 3 failure.",
    ),
    (
        "diagram",
        &[
            "cargo erd diagram",
            "cargo erd diagram --format svg --out shop.svg",
            "cargo erd diagram --level conceptual --out shop.mmd",
            "cargo erd diagram --format dot --out shop.dot",
            "cargo erd diagram --around Order --depth 2 --hide audit",
            "cargo erd diagram --path orders..products --keys-only",
            "cargo erd diagram --database-url postgres://localhost/shop --only orders,customers",
        ],
        USUAL,
    ),
    (
        "docs",
        &[
            "cargo erd docs --out site",
            "cargo erd docs --out site --dialect postgres,sqlite",
            "cargo erd docs --out site --database-url postgres://localhost/shop",
        ],
        USUAL,
    ),
    (
        "diff",
        &[
            "cargo erd diff postgres://localhost/shop",
            "cargo erd diff migrations/schema.json code --format json",
            "cargo erd diff postgres://localhost/a postgres://localhost/b --format sql",
        ],
        "0 nothing differs; 1 something does, and all of it was printed; 2 wrong use, or something has to be decided first and \
         nothing was printed; 3 a server or a build failed.",
    ),
    (
        "migrate new",
        &[
            "cargo erd migrate new add_orders",
            "cargo erd migrate new drop_note --allow drop_column:orders.note",
            "cargo erd migrate new start --from-database postgres://localhost/shop",
            "cargo erd migrate new add_orders --format json",
        ],
        "0 written, or nothing to write; 1 something has to be decided first, or a finding stops the build; 2 wrong use; 3 failure.",
    ),
    (
        "migrate rebase",
        &[
            "cargo erd migrate rebase",
            "cargo erd migrate rebase --dialect postgres",
        ],
        "0 done; 1 the folder is not as it was written; 2 wrong use, or both branches touch the same; 3 failure.",
    ),
    (
        "migrate squash",
        &[
            "cargo erd migrate squash",
            "cargo erd migrate squash --through add_orders",
        ],
        "0 done; 1 the folder is not as it was written; 2 wrong use, or something has to be allowed; 3 failure.",
    ),
    (
        "migrate status",
        &[
            "cargo erd migrate status",
            "cargo erd migrate status --database-url postgres://localhost/shop",
            "cargo erd migrate status --format json",
        ],
        "0 all is applied; 1 something is not, or is not as it was; 2 wrong use; 3 failure.",
    ),
    (
        "migrate apply",
        &[
            "cargo erd migrate apply --dry-run",
            "cargo erd migrate apply --dry-run --format json",
            "cargo erd migrate apply --through expand",
            "cargo erd migrate apply --database-url postgres://localhost/shop",
        ],
        "0 all that was asked for is applied; 1 folder and database disagree, and nothing was done; 2 wrong use; 3 the engine \
         refused a statement, or a server failed.",
    ),
    (
        "migrate rollback",
        &[
            "cargo erd migrate rollback",
            "cargo erd migrate rollback --steps 2",
        ],
        "0 done; 1 there is no way back, or folder and database disagree; 2 wrong use; 3 failure.",
    ),
    (
        "migrate verify",
        &[
            "cargo erd migrate verify",
            "cargo erd migrate verify --database-url postgres://localhost/shop",
            "cargo erd migrate verify --format json",
        ],
        "0 the folder is as it was written, all is applied, and the database has nothing else; 1 one of these is not so; 2 wrong \
         use; 3 failure.",
    ),
    (
        "migrate hash",
        &[
            "cargo erd migrate hash",
            "cargo erd migrate hash --dir db/migrations",
        ],
        USUAL,
    ),
    (
        "migrate baseline",
        &[
            "cargo erd migrate baseline",
            "cargo erd migrate baseline add_orders --database-url postgres://localhost/shop",
        ],
        "0 done; 1 folder and database disagree; 2 wrong use; 3 failure.",
    ),
    (
        "migrate lint",
        &[
            "cargo erd migrate lint",
            "cargo erd migrate lint db/migrations --dialect postgres --rows orders=500M",
            "cargo erd migrate lint --since add_orders --format github",
        ],
        "0 nothing at level deny; 1 a finding at level deny; 2 wrong use; 3 failure.",
    ),
    (
        "migrate resolve",
        &[
            "cargo erd migrate resolve add_orders --done",
            "cargo erd migrate resolve add_orders --retry",
        ],
        USUAL,
    ),
    (
        "partitions plan",
        &[
            "cargo erd partitions plan",
            "cargo erd partitions plan --at 2027-01-01 --database-url postgres://localhost/shop",
            "cargo erd partitions plan --schema migrations/schema.json --format json",
        ],
        "0 nothing stands in the way of what is due; 1 something does; 2 wrong use; 3 failure.",
    ),
    (
        "partitions apply",
        &[
            "cargo erd partitions apply",
            "cargo erd partitions apply --allow drop_partition",
            "cargo erd partitions apply --allow drop_partition:orders --lock-timeout 500 --format json",
        ],
        "0 all that was due is done; 1 something is left, because it was not allowed or something stands in its way; 2 wrong use; \
         3 a server failed: what was done stays, and the next run goes on from there.",
    ),
    (
        "partitions status",
        &[
            "cargo erd partitions status",
            "cargo erd partitions status --schema migrations/schema.json --format json",
        ],
        "0 nothing is due; 1 something is due, or wrong; 2 wrong use; 3 failure.",
    ),
    (
        "import",
        &[
            "cargo erd import postgres://localhost/shop",
            "cargo erd import --out src/model --diesel",
            "cargo erd import shop.sqlite3 --single-file --name Shop",
        ],
        "0 all of it; 1 what was written is not all, or does not build as it is; 2 wrong use; 3 failure.",
    ),
    (
        "diesel schema",
        &[
            "cargo erd diesel schema --dialect postgres",
            "cargo erd diesel schema --write",
            "cargo erd diesel schema --check",
            "cargo erd diesel schema migrations/schema.json",
            "cargo erd diesel schema -D postgres://localhost/shop",
        ],
        "0 printed, or the files of diesel.toml are right; 1 with `--check`, a file differs; 2 wrong use; 3 failure.",
    ),
    (
        "explain",
        &[
            "cargo erd explain F01",
            "cargo erd explain fk_without_index",
            "cargo erd explain F01 --format json",
        ],
        USUAL,
    ),
    (
        "rules",
        &["cargo erd rules", "cargo erd rules --format json"],
        USUAL,
    ),
    (
        "completions",
        &["cargo erd completions bash", "cargo erd completions zsh"],
        USUAL,
    ),
    ("man", &["cargo erd man --out man"], USUAL),
];

/// All that can be typed, with examples and exit codes.
pub(crate) fn command() -> Command {
    with_pages(super::Cli::command(), "")
}

fn with_pages(command: Command, path: &str) -> Command {
    let names: Vec<String> = command
        .get_subcommands()
        .map(|c| c.get_name().to_owned())
        .collect();
    names.into_iter().fold(command, |command, name| {
        let path = format!("{path} {name}").trim_start().to_owned();
        command.mut_subcommand(name, |sub| {
            let sub = with_pages(sub, &path);
            match PAGES.iter().find(|(words, ..)| *words == path) {
                Some((_, examples, codes)) => sub.after_help(format!(
                    "Examples:\n  {}\n\nExit codes: {codes}",
                    examples.join("\n  ")
                )),
                None => sub,
            }
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The commands that can be typed, by their words.
    fn leaves(command: &Command, path: &str) -> Vec<String> {
        let subs: Vec<_> = command.get_subcommands().collect();
        if subs.is_empty() {
            return vec![path.trim_start().to_owned()];
        }
        subs.into_iter()
            .flat_map(|sub| leaves(sub, &format!("{path} {}", sub.get_name())))
            .collect()
    }

    #[test]
    fn what_is_described_as_json_can_be_asked_for() {
        let mut all = command();
        for (name, text) in erd_json::files() {
            let schema: serde_json::Value = serde_json::from_str(&text).expect("JSON");
            let command = schema["properties"]["command"]["const"].as_str();
            let words = command.expect("the command").split(' ');
            let words = words.filter(|word| !word.starts_with("--"));
            let found = words.fold(&mut all, |command, word| {
                command.find_subcommand_mut(word).expect("a command")
            });
            let arguments = found.get_arguments();
            let format = arguments.into_iter().find(|a| a.get_id() == "format");
            let values = format.map(clap::Arg::get_possible_values);
            let values = values.unwrap_or_default();
            assert!(
                values.iter().any(|value| value.get_name() == "json"),
                "{name}"
            );
        }
    }

    /// What a page tells people to type, in blocks of shell and of CI.
    fn typed(page: &str) -> Vec<String> {
        let blocks = page.split("```").skip(1).step_by(2);
        let blocks =
            blocks.filter(|block| block.starts_with("sh\n") || block.starts_with("yaml\n"));
        let lines = blocks.flat_map(str::lines);
        let commands = lines.filter_map(|line| {
            let at = line.find("cargo erd ")?;
            let end = ["#", " | ", " > ", " && "]
                .iter()
                .filter_map(|end| line[at..].find(end))
                .min();
            Some(
                line[at..end.map_or(line.len(), |end| at + end)]
                    .trim_end()
                    .to_owned(),
            )
        });
        // What goes on in the next line is not read.
        commands
            .filter(|command| !command.ends_with('\\'))
            .collect()
    }

    #[test]
    fn what_the_guide_tells_people_to_type_is_understood() {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let guide = std::fs::read_dir(root.join("docs/guide")).expect("the guide");
        let pages = guide.map(|page| page.expect("a page").path());
        let mut commands = Vec::new();
        for page in pages.chain([root.join("README.md")]) {
            commands.extend(typed(&std::fs::read_to_string(page).expect("a page")));
        }
        assert!(commands.len() > 50, "{commands:?}");
        let mut all = command();
        for typed in commands {
            let words = typed.split_whitespace().skip(2);
            if let Err(error) = all.try_get_matches_from_mut(["cargo-erd"].into_iter().chain(words))
                && error.kind() != clap::error::ErrorKind::DisplayHelp
            {
                panic!("{typed}: {error}");
            }
        }
    }

    #[test]
    fn every_command_has_examples_that_it_takes_itself() {
        let mut all = command();
        let mut leaves = leaves(&all, "");
        for (path, examples, codes) in PAGES {
            assert!(!examples.is_empty() && codes.ends_with('.'), "{path}");
            leaves.retain(|leaf| leaf != path);
            for example in *examples {
                let words: Vec<&str> = example.split(' ').collect();
                assert_eq!(words[..2], ["cargo", "erd"], "{example}");
                let own = path.split(' ').count() + 2;
                assert_eq!(words[2..own].join(" "), *path, "{example}");
                let given = ["cargo-erd"].iter().chain(&words[2..]);
                if let Err(error) = all.try_get_matches_from_mut(given) {
                    panic!("{example}: {error}");
                }
            }
        }
        assert_eq!(leaves, [""; 0], "they have no examples");
    }
}
