//! Commands that need no project: help, rules, explanations, completions, and what wrong use says.

use crate::support::cargo_erd;
use erd_checks::RULES;

#[test]
fn help_says_what_there_is() {
    let commands = ["check", "ddl", "diagram", "explain", "rules", "completions"];
    insta::assert_snapshot!("help", cargo_erd(&["--help"]).stdout);
    let schema = cargo_erd(&["diesel", "schema", "--help"]);
    insta::assert_snapshot!("help_diesel_schema", schema.stdout);
    for command in commands {
        let help = cargo_erd(&[command, "--help"]);
        assert_eq!((help.code, help.stderr.as_str()), (Some(0), ""));
        insta::assert_snapshot!(format!("help_{command}"), help.stdout);
    }
}

#[test]
fn a_rule_is_explained_by_its_id_in_any_case_and_by_its_name() {
    let by_id = cargo_erd(&["explain", "k01"]);
    let by_name = cargo_erd(&["explain", "no_primary_key"]);
    assert_eq!((by_id.code, by_id.stderr.as_str()), (Some(0), ""));
    assert_eq!(by_id.stdout, by_name.stdout);
    let facts = by_id.stdout.split("\n## Facts\n").nth(1);
    insta::assert_snapshot!(facts.expect("a page ends with facts"));
}

#[test]
fn every_rule_is_listed_and_explained() {
    let list = cargo_erd(&["rules"]);
    assert_eq!(list.code, Some(0));
    let on_migrations = erd_lint::RULES;
    assert_eq!(
        list.stdout.lines().count(),
        RULES.len() + on_migrations.len()
    );
    for (line, rule) in list.stdout.lines().skip(RULES.len()).zip(on_migrations) {
        assert!(
            line.starts_with(&format!("{}  {} ", rule.id, rule.slug)),
            "{line}"
        );
        let page = cargo_erd(&["explain", &rule.id.to_lowercase()]);
        assert_eq!(page.stdout, rule.page());
    }
    for (line, rule) in list.stdout.lines().zip(RULES) {
        assert!(
            line.starts_with(&format!("{}  {} ", rule.id, rule.slug)),
            "{line}"
        );
        assert!(line.ends_with(rule.why), "{line}");
        let page = cargo_erd(&["explain", rule.id]);
        assert!(page.stdout.starts_with(rule.docs.trim_end()), "{}", rule.id);
    }
}

#[test]
fn an_unknown_rule_is_wrong_use_with_the_nearest_name() {
    let run = cargo_erd(&["explain", "fk_witout_index"]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""));
    insta::assert_snapshot!(run.stderr);
}

#[test]
fn wrong_words_are_wrong_use() {
    for arguments in [
        &["chekc"][..],
        &["ddl", "--dialect", "oracle"],
        &["check", "--write-baseline"],
        &["check", "--format", "xml"],
        &[],
    ] {
        let run = cargo_erd(arguments);
        assert_eq!(
            (run.code, run.stdout.as_str()),
            (Some(2), ""),
            "{arguments:?}"
        );
        assert_ne!(run.stderr, "", "{arguments:?}");
    }
}

#[test]
fn a_project_that_cargo_cannot_read_is_a_failure() {
    let run = cargo_erd(&["check", "--manifest-path", "/nowhere/Cargo.toml"]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(3), ""));
    assert!(
        run.stderr
            .starts_with("error: cargo cannot read this project: "),
        "{}",
        run.stderr
    );
    assert!(run.stderr.contains("\n  help: "), "{}", run.stderr);
}

#[test]
fn completions_know_the_commands() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let run = cargo_erd(&["completions", shell]);
        assert_eq!(run.code, Some(0));
        assert!(run.stdout.contains("explain"), "{shell}");
    }
}

#[test]
fn every_command_has_a_page_of_the_manual() {
    let folder = crate::support::temporary().join("man");
    let out = folder.to_string_lossy();
    let run = cargo_erd(&["man", "--out", &out]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    for page in [
        "cargo-erd.1",
        "cargo-erd-check.1",
        "cargo-erd-migrate-new.1",
    ] {
        let text = std::fs::read_to_string(folder.join(page)).expect("a page");
        assert!(text.contains("Exit codes: 0"), "{page}: {text}");
    }
}
