//! `cargo erd fix`, and the messages with suggestions that an editor reads.

use crate::json::answer;
use crate::support::{Run, Shop, run_in};
use cargo_metadata::Message;
use cargo_metadata::diagnostic::{Applicability, DiagnosticLevel};
use erd_json::{Check, Fix, Output};
use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

/// A finding of every rule that knows what mends it for certain, and below them what somebody has to decide.
const MODEL: &str = r#"//! A shop.

extern crate schema as erd;

/// Who sells.
#[derive(erd::Entity)]
#[erd(crate = schema)]
pub struct Tenant {
    /// Too few for all that will ever be.
    #[erd(primary_key, identity)]
    pub id: i32,
}

/// Who buys.
#[derive(erd::Entity)]
#[erd(crate = schema, unique(tenant_id, id))]
pub struct Customer {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(references(Tenant, on_delete = restrict))]
    pub tenant_id: i32,
}

/// What is bought.
#[derive(erd::Entity)]
#[erd(crate = schema)]
#[erd(foreign_key((tenant_id, customer_id) references Customer(tenant_id, id)))]
#[erd(access(by(state), order(placed_on)))]
pub struct Order {
    #[erd(primary_key, identity)]
    pub id: i64,
    pub tenant_id: i32,
    pub customer_id: i64,
    #[erd(max_len = 20)]
    pub state: String,
    pub placed_on: i64,
    #[erd(references(Customer))]
    pub payer_id: Option<i32>,
    #[erd(references(Customer, on_delete = restrict), index(where = "payee_id > 7", name = "payees"))]
    pub payee_id: Option<i64>,
}

/// What somebody says of anything.
#[derive(erd::Entity)]
#[erd(crate = schema)]
pub struct Comment {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(max_len = 20)]
    pub subject_type: String,
    #[erd(allow(polymorphic_association, reason = "anything can be spoken of"))]
    pub subject_id: i64,
    #[erd(max_len = 200)]
    pub text: String,
}

/// Who came in.
#[derive(erd::Entity)]
#[erd(crate = schema, retain("90 days"))]
pub struct Visit {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(created_at, sql_type = "timestamptz")]
    pub at: String,
}

erd::schema! {
    /// Everything.
    pub Shop { Tenant, Customer, Order, Comment, Visit }
}
"#;

fn shop(name: &str, model: &str) -> Shop {
    let shop = Shop::new(name);
    shop.write("src/lib.rs", model);
    shop.write("erd.toml", "[targets]\npostgres = \"15\"\n");
    shop.write(".gitignore", "target\nCargo.lock\n");
    git(&shop, &["init", "--quiet"]);
    commit(&shop);
    shop
}

fn git(shop: &Shop, arguments: &[&str]) -> Run {
    let who = ["-c", "user.name=a", "-c", "user.email=a@b.c"];
    let mut command = Command::new("git");
    command.args(who).args(arguments);
    let run = run_in(&shop.path("."), &mut command);
    assert_eq!(run.code, Some(0), "{arguments:?}: {}", run.stderr);
    run
}

fn commit(shop: &Shop) {
    git(shop, &["add", "--all"]);
    git(shop, &["commit", "--quiet", "--message", "a state"]);
}

fn found(shop: &Shop) -> (Option<i32>, Vec<(String, String)>) {
    let run = shop.run(&["check", "--all", "--format", "json"]);
    let read: Output<Check> =
        serde_json::from_str(&run.stdout).unwrap_or_else(|e| panic!("{e}: {}", run.stderr));
    let findings = read.answer.findings.into_iter();
    let open = findings.filter(|f| f.silenced.is_none());
    (run.code, open.map(|f| (f.id, f.path)).collect())
}

/// The rules whose sources say an edit.
fn with_an_edit() -> BTreeSet<String> {
    let rules = Path::new(env!("CARGO_MANIFEST_DIR")).join("../erd-checks/src/rules");
    let mut found = BTreeSet::new();
    for entry in std::fs::read_dir(rules).expect("the rules") {
        let path = entry.expect("an entry").path();
        let text = std::fs::read_to_string(&path).expect("a text");
        if text.contains(".mend(") {
            let name = path.file_name().expect("a name").to_string_lossy();
            found.extend(name.split_once('_').map(|(id, _)| id.to_uppercase()));
        }
    }
    found
}

#[test]
fn what_is_certain_is_mended_and_builds() {
    let shop = shop("fix-all", MODEL);
    let (code, before) = found(&shop);
    assert_eq!(code, Some(1), "{before:?}");

    let dry = shop.run(&["fix", "--all", "--dry-run"]);
    assert_eq!(shop.read("src/lib.rs"), MODEL, "--dry-run has written");
    assert!(
        dry.stdout
            .starts_with("--- a/src/lib.rs\n+++ b/src/lib.rs\n"),
        "{}",
        dry.stdout
    );
    shop.write("fix.patch", &dry.stdout);
    git(&shop, &["apply", "--check", "fix.patch"]);
    std::fs::remove_file(shop.path("fix.patch")).expect("it is there");

    let run = shop.run(&["fix", "--all", "--format", "json"]);
    let fix: Fix = answer(&run, 0);
    let diff = git(&shop, &["diff", "--unified=0"]).stdout;
    let lines = diff.lines().filter(|line| !line.starts_with("index "));
    insta::assert_snapshot!("fix_all", lines.collect::<Vec<_>>().join("\n"));
    let (code, after) = found(&shop);
    for fixed in &fix.fixed {
        let same = |(id, path): &&(String, String)| *id == fixed.id && *path == fixed.path;
        assert_eq!(after.iter().find(same), None, "{fixed:?} is still found");
    }
    let left: Vec<_> = fix
        .left
        .iter()
        .map(|f| (f.id.clone(), f.path.clone()))
        .collect();
    assert_eq!(left, after, "what is left is named");
    let denied = fix.left.iter().any(|f| f.level == erd_json::Level::Deny);
    assert!(!denied, "{left:?}");
    assert_eq!((run.code, code), (Some(0), Some(0)));
    let fixed: BTreeSet<String> = fix.fixed.into_iter().map(|f| f.id).collect();
    assert_eq!(fixed, with_an_edit(), "a rule with an edit is not tried");
}

#[test]
fn what_is_not_committed_is_not_written_into() {
    let shop = shop("fix-dirty", MODEL);
    shop.edit("src/lib.rs", "//! A shop.", "//! My shop.");
    let refused = shop.run(&["fix"]);
    assert_eq!(refused.code, Some(2), "{}", refused.stderr);
    assert!(
        refused.stderr.contains("not committed: src/lib.rs"),
        "{}",
        refused.stderr
    );
    assert!(
        refused.stderr.contains("--allow-dirty"),
        "{}",
        refused.stderr
    );
    let one = shop.run(&["fix", "--allow-dirty", "--rule", "K03"]);
    assert_eq!(one.code, Some(0), "{}{}", one.stdout, one.stderr);
    assert_eq!(one.stdout, "fixed K03 tenants.id: make it `i64`\n");
    assert!(
        shop.read("src/lib.rs")
            .contains("pub id: i64,\n}\n\n/// Who buys.")
    );
    let unknown = shop.run(&["fix", "--allow-dirty", "--rule", "F0"]);
    assert_eq!(unknown.code, Some(2), "{}", unknown.stderr);
}

/// A wider key is right for the schema, and breaks code that reckons with the field: it is taken back.
#[test]
fn what_would_not_build_is_taken_back() {
    let shop = shop("fix-back", MODEL);
    let text = MODEL.replace(
        "/// Who buys.",
        "pub fn number(tenant: &Tenant) -> i32 {\n    tenant.id\n}\n\n/// Who buys.",
    );
    shop.write("src/lib.rs", &text);
    commit(&shop);
    let run = shop.run(&["fix", "--rule", "narrow_pk"]);
    assert_eq!(run.code, Some(3), "{}{}", run.stdout, run.stderr);
    assert!(run.stderr.contains("it was taken back"), "{}", run.stderr);
    assert_eq!(shop.read("src/lib.rs"), text);
}

#[test]
fn an_editor_reads_findings_as_messages_of_the_compiler() {
    let shop = shop("fix-messages", MODEL);
    let run = shop.run(&["check", "--message-format", "rustc"]);
    assert_eq!(run.code, Some(1), "{}", run.stderr);
    let mut certain = BTreeSet::new();
    for message in Message::parse_stream(run.stdout.as_bytes()) {
        let Message::CompilerMessage(message) = message.expect("a message of cargo") else {
            panic!("{}", run.stdout);
        };
        assert_eq!(message.target.name, "shop");
        assert!(message.package_id.repr.contains("fix-messages"));
        let diagnostic = message.message;
        let code = diagnostic.code.expect("a code").code;
        assert!(code.starts_with("erd::"), "{code}");
        assert!(!diagnostic.spans.is_empty(), "{code} is nowhere");
        for span in &diagnostic.spans {
            assert_eq!(span.file_name, "src/lib.rs");
            let (start, end) = (span.byte_start as usize, span.byte_end as usize);
            let line = &span.text[0];
            let marked: String = line.text.chars().collect::<Vec<_>>()
                [line.highlight_start - 1..line.highlight_end - 1]
                .iter()
                .collect();
            assert_eq!(MODEL[start..end], marked, "{code}");
            assert_eq!(
                MODEL.lines().nth(span.line_start - 1),
                Some(line.text.as_str())
            );
        }
        if code == "erd::F01" {
            assert!(matches!(diagnostic.level, DiagnosticLevel::Error));
        }
        let spans = diagnostic.children.iter().flat_map(|child| &child.spans);
        for span in spans {
            assert!(matches!(
                span.suggestion_applicability,
                Some(Applicability::MachineApplicable)
            ));
            assert!(span.suggested_replacement.is_some());
            certain.insert(code.clone());
        }
    }
    for code in ["erd::F01", "erd::F09", "erd::K03"] {
        assert!(certain.contains(code), "{certain:?}");
    }

    // What is no finding is the compiler's own message.
    shop.edit(
        "src/lib.rs",
        "erd::schema! {",
        "pub const BROKEN: u8 = \"\";\nerd::schema! {",
    );
    let broken = shop.run(&["check", "--message-format", "rustc"]);
    assert_eq!(broken.code, Some(1), "{}", broken.stderr);
    let mut codes = Vec::new();
    for message in Message::parse_stream(broken.stdout.as_bytes()) {
        if let Message::CompilerMessage(message) = message.expect("a message of cargo") {
            codes.extend(message.message.code.map(|code| code.code));
        }
    }
    assert!(codes.contains(&"E0308".to_owned()), "{codes:?}");
}

/// The build stops at what the rules deny, and every form of a check shows it; a build afterwards stops again.
#[test]
fn a_check_lists_what_stops_the_build() {
    let shop = shop("fix-lists", MODEL);
    let build = || {
        let mut command = Command::new("cargo");
        command.args(["check", "--quiet", "--offline"]);
        crate::support::quick(&mut command);
        run_in(&shop.path("."), &mut command)
    };
    assert!(build().stderr.contains("erd[F01]"));
    let text = shop.run(&["check"]);
    assert_eq!(text.code, Some(1), "{}", text.stderr);
    assert!(
        text.stdout.contains("error: erd[F01]"),
        "{}{}",
        text.stdout,
        text.stderr
    );
    assert!(
        build().stderr.contains("erd[F01]"),
        "a check has let it pass"
    );
}
