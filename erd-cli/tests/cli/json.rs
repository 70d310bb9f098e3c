//! `--format json`: what is printed is what `docs/schemas` describes, no more and no less.

use crate::support::{Run, Shop, cargo_erd, cargo_erd_in, temporary};
use erd_core::Dialect;
use erd_json::{
    Answer, Apply, Baseline, By, Check, Diff, Explain, Hash, Import, Lint, New, OracleDiff, Output,
    Phase, Resolve, Rollback, Rules, Squash, State, Status, Verb, Verify,
};
use serde::de::DeserializeOwned;
use std::path::Path;
use testkit::Scratch;

/// Reads an answer: the file of its command must describe it, and the types must know each member.
pub(crate) fn answer<A: Answer + DeserializeOwned>(run: &Run, code: i32) -> A {
    let said = format!("{}{}", run.stdout, run.stderr);
    assert_eq!(run.code, Some(code), "{said}");
    let printed: serde_json::Value = serde_json::from_str(&run.stdout)
        .unwrap_or_else(|error| panic!("{}: {error}: {said}", A::COMMAND));
    let file = A::COMMAND.replace("--", "").replace(' ', "-") + ".json";
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/schemas");
    let text = std::fs::read_to_string(path.join(&file)).expect("a file of the repository");
    let schema: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let validator = jsonschema::validator_for(&schema).expect("a JSON Schema");
    let wrong: Vec<String> = validator
        .iter_errors(&printed)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert_eq!(wrong, [""; 0], "{file}: {said}");
    let mut broken = printed.clone();
    broken["format"] = 2.into();
    assert!(!validator.is_valid(&broken), "{file} takes any version");

    let output: Output<A> = serde_json::from_value(printed.clone()).expect("the type of it");
    let again = serde_json::to_value(&output).expect("JSON");
    assert_eq!(again, printed, "{file} does not describe all");
    assert_eq!(
        (output.format, output.version.as_str()),
        (erd_json::FORMAT, env!("CARGO_PKG_VERSION"))
    );
    output.answer
}

const JSON: [&str; 2] = ["--format", "json"];

fn run(shop: &Shop, arguments: &[&str]) -> Run {
    shop.run(&[arguments, &JSON].concat())
}

#[test]
fn findings_of_a_check_and_of_a_lint() {
    let shop = Shop::new("json-check");
    let none: Check = answer(&run(&shop, &["check"]), 0);
    assert_eq!(none.summary.counts.errors, 0);

    // An index that another one begins with is a warning, and a table without a description a note.
    shop.edit(
        "src/lib.rs",
        "pub struct Order",
        "#[erd(index(customer_id, id))]\npub struct Order",
    );
    shop.edit("src/lib.rs", "/// What was bought, and by whom.\n", "");
    let found: Check = answer(&run(&shop, &["check", "--all"]), 0);
    assert_eq!(found.summary.tables, 2);
    assert!(found.summary.counts.notes > 0 && found.summary.counts.warnings > 0);
    let finding = found.findings.iter().find(|f| f.id == "I04");
    let finding = finding.expect("an index that is too much");
    assert_eq!(finding.entity.as_deref(), Some("Order"));
    assert!(finding.place.as_ref().is_some_and(|place| {
        place.file.ends_with("src/lib.rs") && place.column < place.end_column
    }));
    shop.write(
        "erd.toml",
        "[[allow]]\nrule = \"redundant_prefix_index\"\ntarget = \"orders\"\nreason = \"a trial\"\n",
    );
    let allowed: Check = answer(&run(&shop, &["check"]), 0);
    let finding = allowed.findings.iter().find(|f| f.id == "I04");
    let silenced = finding.and_then(|finding| finding.silenced.as_ref());
    let silenced = silenced.map(|s| (s.by, s.reason.as_str()));
    assert_eq!(silenced, Some((By::Project, "a trial")));

    let up = "ALTER TABLE orders DROP COLUMN note;\n";
    shop.write("by_hand/20260101000000_gone/up.sql", up);
    let lint = ["migrate", "lint", "by_hand", "--dialect", "postgres"];
    let linted: Lint = answer(&run(&shop, &lint), 1);
    assert_eq!(linted.summary.migrations, 1);
    assert!(linted.findings.iter().any(|finding| finding.id == "M08"));
}

#[test]
fn a_migration_from_its_plan_to_its_end() {
    let shop = Shop::new("json-migrate");
    for dialect in testkit::dialects() {
        let name = dialect.name();
        let database = Scratch::new(dialect);
        let url = database.url();
        let folder = format!("migrations-{name}");
        let new = |words: &[&str]| {
            let place = ["--dir", &folder, "--dialect", name];
            run(&shop, &[&["migrate", "new"], words, &place].concat())
        };
        let at = |command: &str, words: &[&str]| {
            let place = ["migrate", command, "--dir", &folder, "-D", url];
            run(&shop, &[&place, words].concat())
        };
        let first: New = answer(&new(&["start", "--version", "20260101000000"]), 0);
        let [start] = first.migrations.as_slice() else {
            panic!("{dialect}: {first:?}");
        };
        assert_eq!((start.phase, start.dialect.as_str()), (Phase::Expand, name));
        assert!(start.files.iter().all(|file| shop.path(file).exists()));
        assert!(
            start
                .operations
                .iter()
                .any(|op| op.title.contains("orders"))
        );
        let nothing: New = answer(&new(&["more"]), 0);
        assert!(nothing.migrations.is_empty(), "{dialect}: {nothing:?}");

        let pending: Status = answer(&at("status", &[]), 1);
        assert_eq!(pending.migrations[0].state, State::Pending);
        let early: Verify = answer(&at("verify", &[]), 1);
        assert!(!early.verified && early.differences.is_none());
        let dry: Apply = answer(&at("apply", &["--dry-run"]), 0);
        let done: Apply = answer(&at("apply", &[]), 0);
        assert!(dry.dry_run && !done.dry_run);
        assert_eq!(dry.migrations, done.migrations, "{dialect}");
        assert_eq!(done.migrations[0].name, start.name);
        let applied: Status = answer(&at("status", &[]), 0);
        assert_eq!((applied.summary.applied, applied.summary.pending), (1, 0));
        let verified: Verify = answer(&at("verify", &[]), 0);
        assert_eq!(verified.differences.as_deref(), Some(&[][..]), "{dialect}");

        // A column goes: nothing is written before the loss is allowed.
        let lib = shop.read("src/lib.rs");
        shop.edit("src/lib.rs", "    pub note: Option<String>,\n", "");
        let refused: New = answer(&new(&["gone"]), 1);
        assert!(refused.migrations.is_empty(), "{dialect}: {refused:?}");
        let refusal = &refused.refusals[0];
        assert_eq!(
            (refusal.code.as_str(), refusal.path.as_str()),
            ("loss", "orders.note")
        );
        shop.write("src/lib.rs", &lib);

        // Somebody else adds a column, and edits a file.
        let mut other = erd_live::connect(url).expect("a database");
        other
            .query("ALTER TABLE orders ADD COLUMN extra integer")
            .expect("a new column");
        let drift: Verify = answer(&at("verify", &[]), 1);
        let differences = drift.differences.unwrap_or_default();
        assert_eq!(differences.len(), 1, "{dialect}: {differences:?}");
        assert_eq!(
            (differences[0].verb, differences[0].path.as_str()),
            (Verb::Add, "orders.extra")
        );
        other
            .query("ALTER TABLE orders DROP COLUMN extra")
            .expect("it goes again");
        drop(other);
        let file = start.files.iter().find(|file| !file.contains("down"));
        let file = file.expect("a file of the way up");
        let text = shop.read(file);
        shop.write(file, &format!("{text}-- edited\n"));
        let edited: Verify = answer(&at("verify", &[]), 1);
        assert!(!edited.edited.is_empty() && edited.differences.is_none());
        shop.write(file, &text);

        let back: Rollback = answer(&at("rollback", &[]), 0);
        assert_eq!(back.migrations, [start.name.as_str()], "{dialect}");
    }
}

#[test]
fn what_becomes_of_a_folder() {
    let shop = Shop::new("json-folder");
    let database = Scratch::new(Dialect::Sqlite);
    let run = |words: &[&str]| run(&shop, &[&["migrate"], words].concat());
    let at = ["-D", database.url()];
    for (name, version) in [("start", "20260101000000"), ("phone", "20260102000000")] {
        let new = ["new", name, "--version", version, "--dialect", "sqlite"];
        let written: New = answer(&run(&new), 0);
        assert_eq!(written.migrations.len(), 1, "{name}");
        shop.edit(
            "src/lib.rs",
            "pub email: String,",
            "pub email: String,\n    pub phone: Option<String>,",
        );
    }
    let file = "migrations/20260102000000_phone/up.sql";
    let edited = shop.read(file).replace("ADD COLUMN", "add column");
    shop.write(file, &edited);
    let hashed: Hash = answer(&run(&["hash"]), 0);
    let names = [
        "migrations/20260102000000_phone/up.sql",
        "migrations/erd.sum",
    ];
    for name in names {
        assert!(hashed.files.iter().any(|file| file == name), "{hashed:?}");
    }
    let whole = ["20260101000000_start", "20260102000000_phone"];
    let noted: Baseline = answer(&run(&[&["baseline", whole[0]][..], &at].concat()), 0);
    assert_eq!(noted.migrations, whole[..1]);
    let none: Resolve = answer(
        &run(&[&["resolve", "start", "--done"][..], &at].concat()),
        0,
    );
    assert_eq!((none.migration.as_str(), none.statement), (whole[0], None));
    let one: Squash = answer(&run(&["squash"]), 0);
    let [squashed] = &one.migrations[..] else {
        panic!("{one:?}");
    };
    assert_eq!(
        (squashed.name.as_str(), &squashed.replaces[..]),
        ("20260102000000_squashed", &whole.map(str::to_owned)[..])
    );
    assert!(squashed.files.iter().all(|file| shop.path(file).exists()));
}

#[test]
fn differences_and_what_is_imported() {
    for dialect in testkit::dialects() {
        let (empty, mut full) = (Scratch::new(dialect), Scratch::new(dialect));
        full.execute("CREATE TABLE t (a integer NOT NULL PRIMARY KEY, b integer)")
            .expect("a table");
        full.execute("CREATE TABLE child (id integer NOT NULL PRIMARY KEY, t_a integer NOT NULL, FOREIGN KEY (t_a) REFERENCES t (a))")
            .expect("a table");
        let (a, b) = (empty.url(), full.url());
        let print = |words: &[&str]| cargo_erd(&[words, &JSON].concat());
        let same: Diff = answer(&print(&["diff", a, a]), 0);
        assert!(same.differences.is_empty());
        let differs: Diff = answer(&print(&["diff", a, b]), 1);
        let of_t = differs.differences.iter().find(|d| d.path == "t");
        assert_eq!(of_t.map(|d| d.verb), Some(Verb::Add), "{dialect}");
        let same: OracleDiff = answer(&print(&["diff", "--oracle", a, a]), 0);
        assert!(same.differences.is_empty());
        let differs: OracleDiff = answer(&print(&["diff", "--oracle", a, b]), 1);
        assert!(differs.differences.iter().any(|d| d.object == "table t"));

        let folder = temporary().join(format!("json-import-{}", dialect.name()));
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).expect("a folder to write in");
        // The package whose erd.toml is looked for, and written.
        std::fs::write(folder.join("Cargo.toml"), "").expect("a folder to write in");
        std::fs::write(folder.join("Cargo.lock"), "").expect("a folder to write in");
        let imported = cargo_erd_in(&folder, &[&["import", b], &JSON[..]].concat());
        let imported: Import = answer(&imported, 0);
        assert!(
            imported.files.contains(&"erd.toml".to_owned()),
            "{imported:?}"
        );
        assert!(imported.files.iter().all(|file| folder.join(file).exists()));
        assert!(imported.to_do.iter().all(|defect| defect.allowed));
        let without_index = imported.to_do.iter().any(|defect| defect.id == "F01");
        let makes_one = dialect.is(erd_core::Family::MySql);
        assert_ne!(without_index, makes_one, "{dialect}: {:?}", imported.to_do);
    }
    let database = Scratch::new(Dialect::Sqlite);
    let check = cargo_erd(&["check", "-D", database.url(), "--format", "json"]);
    let check: Check = answer(&check, 0);
    assert_eq!(check.summary.tables, 0);
}

#[test]
fn rules_and_their_pages() {
    let rules: Rules = answer(&cargo_erd(&["rules", "--format", "json"]), 0);
    let known = erd_checks::RULES.len() + erd_lint::RULES.len();
    assert_eq!(rules.rules.len(), known);
    for word in ["F01", "redundant_prefix_index", "M18"] {
        let page: Explain = answer(&cargo_erd(&["explain", word, "--format", "json"]), 0);
        let rule = page.rule.expect("a rule");
        assert!(rule.id == word || rule.rule == word);
        assert!(page.page.contains(&rule.rule), "{word}");
        assert!(rules.rules.contains(&rule), "{word}");
    }
    let number: Explain = answer(&cargo_erd(&["explain", "M33", "--format", "json"]), 0);
    assert!(number.rule.is_none() && !number.page.is_empty());
    // What has no answer prints none.
    let unknown = cargo_erd(&["explain", "M98", "--format", "json"]);
    assert_eq!((unknown.code, unknown.stdout.as_str()), (Some(2), ""));
}
