//! Many migrations become one.

use crate::support::{Run, Shop};
use erd_core::Dialect;
use std::process::Command;
use testkit::Scratch;

const PHONE: &str = "pub email: String,\n    pub phone: Option<String>,";
const REMARK: &str = "pub customer_id: i64,\n    pub remark: Option<String>,";

fn succeeds(run: &Run) {
    assert_eq!(run.code, Some(0), "{}\n{}", run.stdout, run.stderr);
}

fn new(shop: &Shop, name: &str, version: &str, dialect: Dialect) {
    succeeds(&shop.run(&[
        "migrate",
        "new",
        name,
        "--version",
        version,
        "--dialect",
        dialect.name(),
    ]));
}

fn apply(shop: &Shop, database: &Scratch) -> Run {
    shop.run(&["migrate", "apply", "-D", database.url()])
}

fn verified(shop: &Shop, database: &Scratch) {
    let verify = shop.run(&["migrate", "verify", "-D", database.url()]);
    succeeds(&verify);
    let same = "the database has what the migrations lead to";
    assert!(verify.stderr.contains(same), "{}", verify.stderr);
}

fn names(shop: &Shop) -> Vec<String> {
    let entries = std::fs::read_dir(shop.path("migrations")).expect("the folder is there");
    let names = entries.map(|entry| entry.expect("it can be read").file_name());
    let mut names: Vec<_> = names
        .map(|name| name.to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn one_in_the_place_of_many() {
    for dialect in [Dialect::Sqlite, Dialect::Postgres] {
        if !testkit::dialects().contains(&dialect) {
            continue;
        }
        let shop = Shop::new("squashed");
        let (whole, part, fresh) = (
            Scratch::new(dialect),
            Scratch::new(dialect),
            Scratch::new(dialect),
        );
        let mut piped = Scratch::new(dialect);
        new(&shop, "start", "20260101000000", dialect);
        succeeds(&apply(&shop, &part));
        shop.edit("src/lib.rs", "pub customer_id: i64,", REMARK);
        new(&shop, "remark", "20260102000000", dialect);
        let seed = "INSERT INTO customers (email) VALUES ('a@example.org');\n";
        shop.write("migrations/20260103000000_seed/up.sql", seed);
        succeeds(&shop.run(&["migrate", "hash"]));
        shop.edit("src/lib.rs", "pub email: String,", PHONE);
        new(&shop, "phone", "20260104000000", dialect);
        succeeds(&apply(&shop, &whole));

        let before = names(&shop);
        let refused = shop.run(&["migrate", "squash"]);
        assert_eq!(refused.code, Some(1), "{}", refused.stderr);
        let said = "hand_written: `20260103000000_seed`: it changes rows";
        assert!(refused.stderr.contains(said), "{}", refused.stderr);
        let allow = "--allow hand_written:20260103000000_seed";
        assert!(refused.stderr.contains(allow), "{}", refused.stderr);
        assert_eq!(names(&shop), before);

        let allow: Vec<_> = allow.split(' ').collect();
        succeeds(&shop.run(&[&["migrate", "squash"][..], &allow].concat()));
        let after = ["20260104000000_squashed", "erd.sum", "schema.json"];
        assert_eq!(names(&shop), after);
        succeeds(&shop.run(&["migrate", "status", "-D", whole.url()]));
        let noted = apply(&shop, &whole);
        succeeds(&noted);
        let said = "noted 20260104000000_squashed: the 4 migrations that it stands for are applied";
        assert!(noted.stderr.contains(said), "{}", noted.stderr);
        verified(&shop, &whole);
        succeeds(&apply(&shop, &fresh));
        verified(&shop, &fresh);

        let refused = apply(&shop, &part);
        assert_eq!(refused.code, Some(1), "{}", refused.stderr);
        let said = "(20260101000000_start is applied, 20260102000000_remark is not, ";
        assert!(refused.stderr.contains(said), "{}", refused.stderr);

        // As diesel does: the file as one string, and the version noted.
        let up = shop.read("migrations/20260104000000_squashed/up.sql");
        let mut connection = erd_live::connect(piped.url()).expect("it is there");
        connection.batch(&up).expect("the file is SQL");
        drop(connection);
        piped.execute("CREATE TABLE __diesel_schema_migrations (version varchar(50) PRIMARY KEY NOT NULL, run_on timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP)").expect("it is new");
        piped
            .execute("INSERT INTO __diesel_schema_migrations (version) VALUES ('20260104000000')")
            .expect("it is empty");
        succeeds(&apply(&shop, &piped));
        verified(&shop, &piped);

        // The next one goes on from there, and is squashed again.
        shop.edit("src/lib.rs", "pub phone: Option<String>,", "");
        let drop = ["--allow", "drop_column:customers.phone"];
        succeeds(
            &shop.run(
                &[
                    &["migrate", "new", "less", "--dialect", dialect.name()][..],
                    &drop,
                ]
                .concat(),
            ),
        );
        succeeds(&apply(&shop, &fresh));
        succeeds(&shop.run(&["migrate", "squash", "--name", "again"]));
        assert_eq!(names(&shop).len(), 3);
        succeeds(&apply(&shop, &fresh));
        verified(&shop, &fresh);
    }
}

/// The schema of an earlier point is in git.
#[test]
fn through_an_earlier_one() {
    let shop = Shop::new("squashed-through");
    let git = |arguments: &[&str]| {
        let mut command = Command::new("git");
        let who = ["-c", "user.name=T", "-c", "user.email=t@example.org"];
        command.current_dir(shop.path("")).args(who).args(arguments);
        assert!(command.status().expect("git starts").success());
    };
    let commit = || {
        git(&["add", "--all"]);
        git(&["commit", "--quiet", "-m", "more"]);
    };
    let dialect = Dialect::Sqlite;
    git(&["init", "--quiet"]);
    new(&shop, "start", "20260101000000", dialect);
    shop.edit("src/lib.rs", "pub customer_id: i64,", REMARK);
    new(&shop, "remark", "20260102000000", dialect);
    commit();
    shop.edit("src/lib.rs", "pub email: String,", PHONE);
    new(&shop, "phone", "20260103000000", dialect);
    let (whole, fresh) = (Scratch::new(dialect), Scratch::new(dialect));
    succeeds(&apply(&shop, &whole));

    let unknown = shop.run(&["migrate", "squash", "--through", "start"]);
    assert_eq!(unknown.code, Some(2), "{}", unknown.stderr);
    succeeds(&shop.run(&["migrate", "squash", "--through", "remark"]));
    assert_eq!(
        names(&shop)[..2],
        ["20260102000000_squashed", "20260103000000_phone"]
    );
    for database in [&whole, &fresh] {
        succeeds(&apply(&shop, database));
        verified(&shop, database);
    }
}
