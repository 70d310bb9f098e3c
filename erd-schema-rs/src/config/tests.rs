use super::*;

fn read(text: &str) -> DieselToml {
    DieselToml::parse(text, Path::new("/shop")).expect("a good file")
}

fn refused(text: &str) -> String {
    let error = DieselToml::parse(text, Path::new("/shop"));
    error.expect_err("a bad file").to_string()
}

#[test]
fn every_key_of_diesel_is_known() {
    let file = read(
        r#"
        [print_schema]
        file = "src/schema.rs"
        with_docs = true
        allow_tables_to_appear_in_same_query_config = "fk_related_tables"
        filter = { except_tables = ["^tmp_"] }
        column_sorting = "name"
        schema = "reports"
        patch_file = "/elsewhere/schema.patch"
        import_types = ["diesel::sql_types::*", "crate::types::*"]
        generate_missing_sql_type_definitions = false
        except_custom_type_definitions = ["Vector"]
        custom_type_derives = ["Debug"]
        sqlite_integer_primary_key_is_bigint = true
        pg_domains_as_custom_types = ["."]

        [migrations_directory]
        dir = "db/migrations"
        "#,
    );
    assert_eq!(file.migrations, Some("/shop/db/migrations".into()));
    let [section] = &file.print_schema[..] else {
        panic!("{file:?}");
    };
    assert_eq!(section.name, "default");
    let print = &section.print;
    assert_eq!(print.file, Some("/shop/src/schema.rs".into()));
    assert_eq!(print.patch_file, Some("/elsewhere/schema.patch".into()));
    assert_eq!(print.with_docs, Comments::Always);
    assert_eq!(
        print.allow_tables_to_appear_in_same_query_config,
        SameQuery::Related
    );
    assert_eq!(print.column_sorting, Sorting::Name);
    assert!(print.filter.takes("orders_tmp_") && !print.filter.takes("tmp_orders"));
    assert_eq!(print.derives(), ["Debug", "diesel::sql_types::SqlType"]);
}

#[test]
fn sections_stand_beside_the_one_without_a_name() {
    let file = read("[print_schema.b]\nschema = \"b\"\n[print_schema.a]\nwith_docs = false\n");
    let names: Vec<&str> = file.print_schema.iter().map(|s| s.name.as_str()).collect();
    assert_eq!(names, ["a", "b", "default"]);
    assert_eq!(
        file.section("b").and_then(|s| s.print.schema.as_deref()),
        Some("b")
    );
    let file = read("[print_schema]\nfile = \"x.rs\"\n[print_schema.default]\nfile = \"y.rs\"\n");
    let file = file.section("default").and_then(|s| s.print.file.clone());
    assert_eq!(file, Some("/shop/y.rs".into()));
    assert_eq!(read("").print_schema.len(), 1);
}

#[test]
fn what_diesel_refuses_is_refused_with_its_place() {
    let both = "[print_schema.b]\nfilter = { only_tables = [], except_tables = [] }\n";
    assert!(refused(both).starts_with("[print_schema.b]: `only_tables` and"));
    assert!(refused("[print_schema]\nwith_doc = true\n").contains("unknown field `with_doc`"));
    assert!(refused("[print_schema]\nwith_docs = \"some\"\n").contains("no-doc-comments"));
    assert!(
        refused("[print_schema]\nfilter = { only_tables = [\"(\"] }\n").contains("unclosed group")
    );
    assert!(refused("[migrations]\n").contains("unknown field `migrations`"));
}
