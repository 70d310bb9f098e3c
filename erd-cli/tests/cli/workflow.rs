//! The whole way on a crate of its own: from its source to findings, SQL and a diagram.

use crate::support::{Run, Shop, cargo_erd, cargo_erd_in};

#[test]
fn a_sound_schema_is_checked_printed_and_drawn() {
    let shop = Shop::new("sound");
    let check = shop.run(&["check"]);
    assert_eq!(check.code, Some(0), "{}", check.stderr);
    assert_eq!(check.stdout, "");
    assert_eq!(check.stderr, "checked 2 tables: no findings\n");

    for dialect in ["postgres", "mysql", "mariadb", "sqlite"] {
        let ddl = shop.run(&["ddl", "--dialect", dialect]);
        assert_eq!((ddl.code, ddl.stderr.as_str()), (Some(0), ""), "{dialect}");
        assert!(
            ddl.stdout.contains("orders_customer_id_idx"),
            "{}",
            ddl.stdout
        );
    }

    let diagram = shop.run(&["diagram", "--format", "mermaid"]);
    assert_eq!((diagram.code, diagram.stderr.as_str()), (Some(0), ""));
    insta::assert_snapshot!(diagram.stdout);

    let file = shop.path("shop.mmd");
    for (format, start) in [
        ("dot", "digraph {\n"),
        ("d2", "direction: right\n"),
        ("dbml", "Table "),
        ("plantuml", "@startuml\n"),
        ("drawio", "<mxfile "),
    ] {
        let drawn = shop.run(&["diagram", "--format", format]);
        assert!(
            drawn.stdout.starts_with(start),
            "{format}: {}{}",
            drawn.stdout,
            drawn.stderr
        );
    }
    let impossible = shop.run(&["diagram", "--format", "dbml", "--level", "conceptual"]);
    assert!(
        impossible.stderr.contains("`--level logical`"),
        "{}",
        impossible.stderr
    );

    let written = shop.run(&["diagram", "--out", "shop.mmd"]);
    assert_eq!((written.code, written.stdout.as_str()), (Some(0), ""));
    assert_eq!(std::fs::read_to_string(file).ok(), Some(diagram.stdout));

    let unwritable = shop.run(&["diagram", "--out", "no/such/folder.mmd"]);
    assert_eq!(unwritable.code, Some(3), "{}", unwritable.stderr);
}

#[test]
fn a_refused_schema_shows_the_compiler_s_message() {
    let shop = Shop::new("refused");
    shop.edit(
        "src/lib.rs",
        "on_delete = restrict), index)]",
        "on_delete = restrict))]",
    );
    let listed = shop.run(&["check"]);
    assert_eq!(listed.code, Some(1), "{}", listed.stderr);
    assert!(
        listed.stdout.contains("error: erd[F01] fk_without_index: "),
        "{}",
        listed.stdout
    );
    let run = shop.run(&["ddl", "--dialect", "postgres"]);
    assert_eq!(
        (run.code, run.stdout.as_str()),
        (Some(1), ""),
        "{}",
        run.stderr
    );
    assert!(
        run.stderr.contains("erd[F01] fk_without_index: "),
        "{}",
        run.stderr
    );
    assert!(run.stderr.contains("src/lib.rs:23:"), "{}", run.stderr);
    assert_says(
        &run,
        "`fixture-shop` does not build, because its schema is refused",
    );
}

#[test]
fn code_that_does_not_build_is_a_failure() {
    let shop = Shop::new("broken");
    shop.edit(
        "src/lib.rs",
        "//! A small shop.",
        "fn wrong() -> i32 { \"no number\" }",
    );
    let run = shop.run(&["check"]);
    assert_eq!(run.code, Some(3), "{}", run.stderr);
    assert!(run.stderr.contains("mismatched types"), "{}", run.stderr);
    assert_says(&run, "`fixture-shop` does not build");
}

/// The shop with an index that is the beginning of another: a warning.
fn warned(name: &str) -> Shop {
    let shop = Shop::new(name);
    let more = "#[erd(crate = schema, index(customer_id, id))]\npub struct Order {";
    shop.edit(
        "src/lib.rs",
        "#[erd(crate = schema)]\npub struct Order {",
        more,
    );
    shop
}

#[test]
fn a_warning_is_shown_in_every_form_and_does_not_fail() {
    let shop = warned("warned");
    let run = shop.run(&["check"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert_eq!(run.stderr, "checked 2 tables: 1 warning\n");
    insta::assert_snapshot!("warned_text", run.stdout);

    let json = shop.run(&["check", "--format", "json"]);
    assert_eq!(json.code, Some(0), "{}", json.stderr);
    let read: serde_json::Value = serde_json::from_str(&json.stdout).expect("JSON alone");
    assert_eq!(read["findings"][0]["rule"], "redundant_prefix_index");
    assert_eq!(read["findings"][0]["place"]["line"], 23);

    let sarif = shop.run(&["check", "--format", "sarif"]);
    let read: serde_json::Value = serde_json::from_str(&sarif.stdout).expect("JSON alone");
    let region = &read["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"];
    assert_eq!(
        (&region["startLine"], &region["startColumn"]),
        (&23.into(), &9.into())
    );

    let github = shop.run(&["check", "--format", "github"]);
    assert_eq!(github.stdout.lines().count(), 1, "{}", github.stdout);
    assert!(
        github
            .stdout
            .contains("src/lib.rs,line=23,col=9,endColumn=19,title="),
        "{}",
        github.stdout
    );
}

#[test]
fn a_baseline_silences_what_was_there() {
    let shop = warned("baseline");
    let write = shop.run(&["check", "--baseline", "old.json", "--write-baseline"]);
    assert_eq!(
        (write.code, write.stdout.as_str()),
        (Some(0), ""),
        "{}",
        write.stderr
    );
    insta::assert_snapshot!("baseline_file", shop.read("old.json"));
    let run = shop.run(&["check", "--baseline", "old.json"]);
    assert_eq!(
        (run.code, run.stdout.as_str()),
        (Some(0), ""),
        "{}",
        run.stderr
    );
    shop.write("old.json", "{\"format\":1,\"findings\":{\"F99 gone\":2}}");
    let run = shop.run(&["check", "--baseline", "old.json"]);
    assert!(run.stdout.contains("erd[I04] "), "{}", run.stdout);
    assert!(
        run.stderr.contains("2 of old.json are no longer found"),
        "{}",
        run.stderr
    );
    let run = shop.run(&["check", "--baseline", "none.json"]);
    assert_eq!(run.code, Some(3), "{}", run.stderr);
}

#[test]
fn a_baseline_does_not_say_that_what_stops_the_build_is_well() {
    let shop = Shop::new("baseline-stops");
    shop.edit(
        "src/lib.rs",
        "on_delete = restrict), index)]",
        "on_delete = restrict))]",
    );
    let write = shop.run(&["check", "--baseline", "old.json", "--write-baseline"]);
    assert!(
        write
            .stderr
            .contains("1 finding stops the build, which knows no baseline"),
        "{}",
        write.stderr
    );
    assert!(
        !shop.read("old.json").contains("F01"),
        "{}",
        shop.read("old.json")
    );
    let run = shop.run(&["check", "--baseline", "old.json"]);
    assert_eq!(run.code, Some(1), "{}", run.stderr);
    assert!(run.stdout.contains("erd[F01] "), "{}", run.stdout);
}

#[test]
fn the_project_decides_in_erd_toml() {
    let shop = warned("decided");
    let allow = "[[allow]]\nrule = \"redundant_prefix_index\"\ntarget = \"orders.*\"\nreason = \"both are hot\"\n";
    shop.write("erd.toml", allow);
    let run = shop.run(&["check"]);
    assert_eq!(
        (run.code, run.stdout.as_str()),
        (Some(0), ""),
        "{}",
        run.stderr
    );
    let json = shop.run(&["check", "--format", "json"]);
    assert!(
        json.stdout.contains("\"reason\": \"both are hot\""),
        "{}",
        json.stdout
    );

    shop.write("erd.toml", "[rules]\nredundant_prefix_indx = \"deny\"\n");
    let run = shop.run(&["check"]);
    assert_eq!(run.code, Some(1), "{}", run.stderr);
    insta::assert_snapshot!("decided_wrong", run.stdout);

    shop.write("erd.toml", "[rules]\nredundant_prefix_index = \"loud\"\n");
    let run = shop.run(&["check"]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""));
    assert!(
        run.stderr.contains("erd.toml:2: there is no level `loud`"),
        "{}",
        run.stderr
    );
}

#[test]
fn the_build_heeds_erd_toml_and_notices_when_it_changes() {
    let shop = Shop::new("heeded");
    shop.edit(
        "src/lib.rs",
        "on_delete = restrict), index)]",
        "on_delete = restrict))]",
    );
    let lowered = "[rules]\nfk_without_index = \"warn\"\n";
    shop.write("erd.toml", lowered);
    let run = shop.run(&["check"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert!(
        run.stdout
            .contains("  warning: erd[F01] fk_without_index: "),
        "{}",
        run.stdout
    );

    shop.write("erd.toml", "[rules]\n");
    let run = shop.run(&["check"]);
    assert_eq!(run.code, Some(1), "{}", run.stderr);
    assert!(
        run.stdout.contains("  error: erd[F01] fk_without_index: "),
        "{}",
        run.stdout
    );

    let allow = "[[allow]]\nrule = \"F01\"\ntarget = \"orders.customer_id\"\nreason = \"few\"\n";
    shop.write("erd.toml", allow);
    let run = shop.run(&["check"]);
    assert_eq!(
        (run.code, run.stdout.as_str()),
        (Some(0), ""),
        "{}",
        run.stderr
    );
}

/// What needs a second entity is checked by the compiler, which cannot read files: the macros tell it what is in this one.
#[test]
fn what_the_compiler_checks_heeds_erd_toml_too() {
    let shop = Shop::new("graph");
    let log = "\n#[derive(erd::Entity)]\n#[erd(crate = schema)]\npub struct Log { #[erd(primary_key, identity)] pub id: i64, #[erd(references(Customer, on_delete = restrict, \
               name = \"owner\"), index)] pub customer_id: i64 }\n";
    shop.edit(
        "src/lib.rs",
        "references(Customer, on_delete = restrict)",
        "references(Customer, on_delete = restrict, name = \"owner\")",
    );
    shop.edit(
        "src/lib.rs",
        "{ Customer, Order }",
        "{ Customer, Order, Log }",
    );
    let source = format!("{}{log}", shop.read("src/lib.rs"));
    shop.write("src/lib.rs", &source);
    let refused = |toml: &str, says: &str| {
        shop.write("erd.toml", toml);
        let run = shop.run(&["check"]);
        assert_eq!(run.code, Some(1), "{toml}: {}", run.stderr);
        assert!(run.stdout.contains(says), "{toml}: {}", run.stdout);
        let run = shop.run(&["diagram"]);
        assert_eq!(run.code, Some(1), "{toml}: {}", run.stderr);
        assert!(run.stderr.contains(says), "{toml}: {}", run.stderr);
    };
    let built = |toml: &str| {
        shop.write("erd.toml", toml);
        let run = shop.run(&["check"]);
        assert_eq!(run.code, Some(0), "{toml}: {}", run.stderr);
    };
    let name = "erd[N03] duplicate_object_name: `owner` names a foreign key of `orders` and a foreign key of `logs`";
    refused("", name);
    refused("[targets]\nmariadb = \"10.11\"\n", name);
    built("[targets]\npostgres = \"14\"\n");
    built("[rules]\nN03 = \"warn\"\n");
    built("[[allow]]\nrule = \"N03\"\ntarget = \"logs\"\nreason = \"only PostgreSQL for now\"\n");

    shop.write(
        "src/lib.rs",
        &source.replace(
            "#[erd(crate = schema)]\npub struct Log",
            "#[erd(crate = schema, partition_by(hash(id), count = 4))]\npub struct Log",
        ),
    );
    let partitioned = "erd[P04] fk_and_partition_mysql: `logs.customer_id` is a foreign key, `logs` is partitioned, and MariaDB";
    refused("[targets]\nmariadb = \"10.11\"\n", partitioned);
    built("[targets]\npostgres = \"14\"\n");
}

#[test]
fn what_a_dialect_cannot_do_is_a_finding() {
    let shop = Shop::new("arrays");
    shop.edit("src/lib.rs", "note: Option<String>", "tags: Vec<String>");
    let run = shop.run(&["ddl", "--dialect", "sqlite"]);
    assert_eq!(
        (run.code, run.stdout.as_str()),
        (Some(1), ""),
        "{}",
        run.stderr
    );
    assert_says(&run, "SQLite cannot do all of this schema");
    assert!(run.stderr.contains("orders.tags"), "{}", run.stderr);
    let run = shop.run(&["ddl", "--dialect", "postgres"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
}

#[test]
fn the_schema_is_where_cargo_toml_says() {
    let shop = Shop::new("places");
    let source = shop.read("src/lib.rs");
    let two = "pub mod more { schema::schema! { pub One { crate::Customer } } }\n";
    let alone = "erd::schema! { pub Two { Customer } }\n";
    let hidden = "erd::schema! { Hidden { Customer } }\n";
    shop.write("src/lib.rs", &format!("{source}{two}{alone}{hidden}"));

    let run = shop.run(&["diagram"]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""));
    insta::assert_snapshot!("several_schemas", run.stderr);

    let manifest = shop.read("Cargo.toml");
    let with = |path: &str| {
        let said = format!("{manifest}\n[package.metadata.erd]\nschema = \"{path}\"\n");
        shop.write("Cargo.toml", &said);
        shop.run(&["diagram"])
    };
    let one = with("shop::more::One");
    assert_eq!(one.code, Some(0), "{}", one.stderr);
    assert!(!one.stdout.contains("orders"), "{}", one.stdout);
    assert_eq!(with("crate::Two").stdout, one.stdout);

    let outside = with("other::Two");
    assert_eq!(outside.code, Some(2));
    insta::assert_snapshot!("path_outside", outside.stderr);

    for wrong in [
        "shop::Three",
        "shop::Hidden",
        "shop::Customer",
        "shop::Two::schema",
    ] {
        let run = with(wrong);
        assert_eq!(run.code, Some(2), "{wrong}: {}", run.stderr);
        let said =
            format!("error: `{wrong}` is not a schema that other crates than `shop` can use: ");
        assert!(run.stderr.contains(&said), "{}", run.stderr);
        assert!(!run.stderr.contains("erd_runner_library"), "{}", run.stderr);
    }
}

#[test]
fn a_package_without_a_library_or_without_erd_is_told_what_to_do() {
    let shop = Shop::new("program");
    let manifest = shop.read("Cargo.toml");
    shop.write("src/main.rs", "fn main() {}\n");
    shop.write(
        "Cargo.toml",
        &manifest.replace(
            "[lib]\nname = \"shop\"",
            "[[bin]]\nname = \"shop\"\npath = \"src/main.rs\"",
        ),
    );
    let library = shop.path("src/lib.rs");
    std::fs::remove_file(&library).expect("the library was there");
    let run = shop.run(&["check"]);
    assert_eq!(run.code, Some(2));
    insta::assert_snapshot!("no_library", run.stderr);

    let unknown = shop.run(&["check", "--package", "fixture-shpo"]);
    assert_eq!(unknown.code, Some(2));
    insta::assert_snapshot!("unknown_package", unknown.stderr);

    shop.edit("Cargo.toml", "schema = { package", "#");
    let run = shop.run(&["check"]);
    assert_eq!(run.code, Some(2));
    insta::assert_snapshot!("no_erd", run.stderr);
}

#[test]
fn a_library_without_a_schema_is_told_what_to_write() {
    let shop = Shop::new("none");
    let source = shop.read("src/lib.rs");
    let without = source.split("erd::schema!").next();
    shop.write("src/lib.rs", without.expect("text before the schema"));
    let run = shop.run(&["check"]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""));
    insta::assert_snapshot!("no_schema", run.stderr);
}

#[test]
fn one_of_several_packages_must_be_chosen() {
    let shop = Shop::new("several");
    let (manifest, source) = (shop.read("Cargo.toml"), shop.read("src/lib.rs"));
    shop.write(
        "Cargo.toml",
        "[workspace]\nresolver = \"3\"\nmembers = [\"a\", \"b\"]\n",
    );
    for name in ["a", "b"] {
        let member = manifest.replace("fixture-shop", name);
        let member = member.replace("[workspace]\n", "");
        shop.write(&format!("{name}/Cargo.toml"), &member);
        shop.write(&format!("{name}/src/lib.rs"), &source);
    }
    let run = shop.run(&["diagram"]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""));
    insta::assert_snapshot!("several_packages", run.stderr);
    let chosen = shop.run(&["diagram", "--package", "b"]);
    assert_eq!(chosen.code, Some(0), "{}", chosen.stderr);
    let inside = cargo_erd_in(&shop.path("a"), &["diagram"]);
    assert_eq!(inside.stdout, chosen.stdout, "{}", inside.stderr);
}

#[test]
fn features_and_manifest_path_reach_the_build() {
    let shop = Shop::new("features");
    shop.edit(
        "src/lib.rs",
        "    pub note:",
        "    #[cfg(feature = \"reviews\")]\n    pub note:",
    );
    let manifest = shop.path("Cargo.toml");
    let manifest = manifest.to_string_lossy();
    let with = cargo_erd(&["diagram", "--manifest-path", &manifest]);
    assert!(with.stdout.contains("text note"), "{}", with.stderr);
    let without = shop.run(&["diagram", "--no-default-features"]);
    assert_eq!(without.code, Some(0), "{}", without.stderr);
    assert!(!without.stdout.contains("text note"), "{}", without.stdout);
    let again = shop.run(&["diagram", "--no-default-features", "--features", "reviews"]);
    assert_eq!(again.stdout, with.stdout);
}

fn assert_says(run: &Run, error: &str) {
    let line = format!("error: {error}\n");
    assert!(run.stderr.contains(&line), "{}", run.stderr);
}
