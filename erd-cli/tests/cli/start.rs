//! The README and `docs/guide/start.md`, block by block: what they tell people to type is typed.

use crate::init::{Package, diesel_application, diesel_database, succeeds};
use erd_core::Dialect;

const PAGE: &str = include_str!("../../../docs/guide/start.md");

const README: &str = include_str!("../../../README.md");

/// The blocks of a section: language and text.
fn blocks(page: &'static str, section: &str) -> Vec<(&'static str, &'static str)> {
    let all = page
        .split(&format!("\n## {section}\n"))
        .nth(1)
        .expect("a section");
    let all = all.split("\n## ").next().unwrap_or_default();
    let fenced = all.split("```").skip(1).step_by(2);
    fenced
        .map(|block| block.split_once('\n').expect("a language"))
        .collect()
}

/// Types the lines of a block.
fn type_in(package: &mut Package, block: &str) -> String {
    let mut said = String::new();
    for line in block.lines() {
        let words: Vec<&str> = line.split(' ').collect();
        let run = match words[..] {
            ["cargo", "new", kind, name] => {
                package.make(kind, name);
                continue;
            }
            ["cd", folder] if package.folder.ends_with(folder) => continue,
            ["cargo", "erd", "init", ref rest @ ..] => package.init(rest),
            ["cargo", "erd", ref rest @ ..] => package.erd(rest),
            // From this checkout, as `init` took it.
            ["cargo", "add", "erd", ref rest @ ..] => {
                let erd = concat!(env!("CARGO_MANIFEST_DIR"), "/../erd");
                package.cargo(&[&["add", "--path", erd], rest].concat())
            }
            ["cargo", "add", ref rest @ ..] => package.cargo(&[&["add"], rest].concat()),
            _ => panic!("`{line}` is no command of cargo's"),
        };
        succeeds(&run);
        said = said + &run.stdout + &run.stderr;
    }
    said
}

#[test]
fn a_new_project_is_a_minute() {
    let mut package = Package::nothing("start-new");
    let all = blocks(PAGE, "A new project");
    let [(_, make), (_, entities), (_, rest)] = all[..] else {
        panic!("the section has three blocks");
    };
    type_in(&mut package, make);
    package.is_settled("a new project");
    package.write("src/model/mod.rs", entities);
    let said = type_in(&mut package, rest);
    assert!(said.contains("checked 2 tables: no findings"), "{said}");
    assert!(said.contains("1 applied, 0 pending"), "{said}");
    package.is_settled("a new project with entities");
}

#[test]
fn the_readme_takes_sixty_seconds() {
    let mut package = Package::nothing("readme");
    let all = blocks(README, "Sixty seconds");
    let [(_, make), ("rust", entities), (_, print), ("sql", sql)] = all[..] else {
        panic!("the section has four blocks");
    };
    type_in(&mut package, make);
    package.write("src/model/mod.rs", entities);
    let printed = type_in(&mut package, print);
    for line in sql.lines().filter(|line| line.trim() != "...") {
        assert!(printed.contains(line), "`{line}` is not in\n{printed}");
    }
}

/// What the README shows of the compiler is what the compiler says.
#[test]
fn the_readme_shows_real_messages() {
    let same = |text: &str| -> Vec<String> {
        let lines = text.lines().map(|line| line.trim().to_owned());
        lines.filter(|line| !line.contains(".rs:")).collect()
    };
    for (rule, message) in [
        (
            "F01",
            include_str!("../../../erd/tests/ui/rules/f01/bad.stderr"),
        ),
        (
            "C01",
            include_str!("../../../erd/tests/ui/rules/c01/bad.stderr"),
        ),
    ] {
        let mut texts = README.split("```text\n").skip(1);
        let shown = texts.find(|text| text.contains(&format!("erd[{rule}]")));
        let shown = shown
            .and_then(|text| text.split("```").next())
            .expect("a block");
        let (shown, said) = (same(shown), same(message));
        let shown: Vec<&String> = shown.iter().take_while(|line| !line.is_empty()).collect();
        let said: Vec<&String> = said.iter().take(shown.len()).collect();
        assert_eq!(shown, said);
    }
}

#[test]
fn an_existing_application_is_taken_as_it_is() {
    let mut package = diesel_application("blog");
    let database = diesel_database(Dialect::Sqlite);
    package.write(".env", &format!("DATABASE_URL={}\n", database.url()));
    let all = blocks(PAGE, "An existing application");
    let [(_, begin), ("text", plan), (_, nothing)] = all[..] else {
        panic!("the section has three blocks");
    };
    let said = type_in(&mut package, begin);
    // The version is that of the library in this build.
    let version = said
        .split("SQLite ")
        .nth(1)
        .and_then(|rest| rest.split(' ').next());
    let plan = plan.replace("3.53.2", version.expect("the database was found"));
    assert!(said.starts_with(&plan), "{said}");
    // The types are those of its schema.rs, where SQLite alone would mean 64 bits.
    let files = package.files();
    let model = files.iter().any(|(path, text)| {
        path.components().any(|part| part.as_os_str() == "model")
            && text.contains("pub author_id: i32")
    });
    assert!(model, "{files:#?}");
    package.is_settled("an existing application");
    let said = type_in(&mut package, nothing);
    assert!(said.contains("2 applied, 0 pending"), "{said}");
}
