//! `docs/guide/start.md`, block by block: what it tells people to type is typed.

use crate::init::{Package, diesel_application, diesel_database, succeeds};
use erd_core::Dialect;

const PAGE: &str = include_str!("../../../docs/guide/start.md");

/// The blocks of a section: language and text.
fn blocks(section: &str) -> Vec<(&'static str, &'static str)> {
    let all = PAGE
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
    let all = blocks("A new project");
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
fn an_existing_application_is_taken_as_it_is() {
    let mut package = diesel_application("blog");
    let database = diesel_database(Dialect::Sqlite);
    package.write(".env", &format!("DATABASE_URL={}\n", database.url()));
    let all = blocks("An existing application");
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
