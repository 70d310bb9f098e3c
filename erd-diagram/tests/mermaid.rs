//! Mermaid diagrams: the whole text, and each cardinality alone.

mod support;

use erd_core::Scalar;
use erd_core::schema::{Column, Schema, Table, TableId, Target};
use erd_diagram::{Bookkeeping, Diagram, Level, Selection, View, mermaid};
use support::{column, nullable, references, shop, table, unique};

#[test]
fn the_shop_at_the_physical_level() {
    insta::assert_snapshot!(mermaid(&shop()));
}

#[test]
fn the_shop_at_the_logical_level() {
    insta::assert_snapshot!(at(Level::Logical, &shop()));
}

#[test]
fn the_shop_at_the_conceptual_level() {
    insta::assert_snapshot!(at(Level::Conceptual, &shop()));
}

#[test]
fn hostile_names_stay_inside_their_quotes() {
    let mut odd = table(
        "end",
        vec![
            column("pk", Scalar::I64),
            column("2nd \"name\"\n}", Scalar::Text),
        ],
        &[0],
    );
    odd.schema = Some("my \"own\"".into());
    odd.comment = Some("%%{init: {}}%%\nboth lines".into());
    odd.columns[1].comment = Some("Tildes ~a~, codes #35; and 100%".into());
    odd.columns.push(column("größe", Scalar::I32));
    references(&mut odd, &[1], Target::Own);
    insta::assert_snapshot!(mermaid(&one(odd)));
}

#[test]
fn nothing_is_still_a_diagram() {
    assert_eq!(mermaid(&Schema::default()), "erDiagram\n");
    assert_eq!(
        mermaid(&one(Table::new("t"))),
        "erDiagram\n    t {\n    }\n"
    );
}

#[test]
fn a_mandatory_key_has_exactly_one_parent() {
    let child = child(column("a_id", Scalar::I64));
    assert_eq!(relation(child), "a ||--o{ b : \"a_id\"");
}

#[test]
fn a_nullable_key_has_at_most_one_parent() {
    let child = child(nullable("a_id", Scalar::I64));
    assert_eq!(relation(child), "a |o--o{ b : \"a_id\"");
}

#[test]
fn a_unique_key_has_at_most_one_child() {
    let mut child = child(column("a_id", Scalar::I64));
    unique(&mut child, &[1]);
    assert_eq!(relation(child), "a ||--o| b : \"a_id\"");
}

#[test]
fn a_nullable_unique_key_is_optional_on_both_sides() {
    let mut child = child(nullable("a_id", Scalar::I64));
    unique(&mut child, &[1]);
    assert_eq!(relation(child), "a |o--o| b : \"a_id\"");
}

#[test]
fn a_key_that_is_the_primary_key_has_at_most_one_child() {
    let mut child = table("b", vec![column("id", Scalar::I64)], &[0]);
    references(&mut child, &[0], Target::Table(TableId(0)));
    assert_eq!(relation(child), "a ||--o| b : \"id\"");
}

#[test]
fn half_of_a_unique_key_is_not_unique() {
    let mut child = child(column("a_id", Scalar::I64));
    unique(&mut child, &[0, 1]);
    assert_eq!(relation(child), "a ||--o{ b : \"a_id\"");
}

#[test]
fn a_key_of_two_columns_is_labelled_by_both_and_optional_by_either() {
    let columns = vec![
        column("id", Scalar::I64),
        column("tenant_id", Scalar::I64),
        nullable("a_id", Scalar::I64),
    ];
    let mut child = table("b", columns, &[0]);
    references(&mut child, &[1, 2], Target::Table(TableId(0)));
    assert_eq!(relation(child), "a |o--o{ b : \"tenant_id, a_id\"");
}

#[test]
fn a_self_reference_is_a_relation_to_itself() {
    let columns = vec![
        column("id", Scalar::I64),
        nullable("parent_id", Scalar::I64),
    ];
    let mut tree = table("tree", columns, &[0]);
    references(&mut tree, &[1], Target::Own);
    let text = mermaid(&one(tree));
    assert!(
        text.ends_with("    tree |o--o{ tree : \"parent_id\"\n"),
        "{text}"
    );
}

#[test]
fn a_junction_with_a_column_of_its_own_stays_an_entity() {
    let mut schema = shop();
    let links = schema.tables.last_mut().expect("the junction is last");
    links.columns.push(column("position", Scalar::I32));
    let text = at(Level::Conceptual, &schema);
    assert!(text.contains("    product_tags {\n    }\n"), "{text}");
    assert!(!text.contains("}o--o{"), "{text}");
}

fn at(level: Level, schema: &Schema) -> String {
    let view = View {
        level,
        ..View::default()
    };
    Diagram::new(&Selection::all(schema), &view).mermaid()
}

fn all(selection: &Selection<'_>) -> String {
    Diagram::new(selection, &View::default()).mermaid()
}

fn one(table: Table) -> Schema {
    Schema {
        objects: Vec::new(),
        tables: vec![table],
        enums: vec![],
    }
}

/// `b`, with a key and that column, which references `a`.
fn child(key: Column) -> Table {
    let mut child = table("b", vec![column("id", Scalar::I64), key], &[0]);
    references(&mut child, &[1], Target::Table(TableId(0)));
    child
}

/// The only relation of a schema of `a` and that child.
fn relation(child: Table) -> String {
    let parent = table("a", vec![column("id", Scalar::I64)], &[0]);
    let text = mermaid(&Schema {
        objects: Vec::new(),
        tables: vec![parent, child],
        enums: vec![],
    });
    let mut relations = text.lines().filter(|line| line.contains("--"));
    let relation = relations.next().unwrap_or_default().trim().to_owned();
    assert_eq!(relations.next(), None, "{text}");
    relation
}

/// The names of the entities that are drawn, and how many relations.
fn drawn(text: &str) -> (Vec<&str>, usize) {
    let lines = || text.lines().map(str::trim);
    let entities = lines().filter_map(|line| line.strip_suffix(" {"));
    (
        entities.collect(),
        lines().filter(|line| line.contains("--")).count(),
    )
}

/// `a` is referenced by `b`, `b` by `c`, and nobody by `d`.
fn chain() -> Schema {
    let mut tables: Vec<_> = ["a", "b", "c", "d"]
        .map(|name| {
            table(
                name,
                vec![column("id", Scalar::I64), column("up", Scalar::I64)],
                &[0],
            )
        })
        .into();
    references(&mut tables[1], &[1], Target::Table(TableId(0)));
    references(&mut tables[2], &[1], Target::Table(TableId(1)));
    tables[2].entity = "Third".into();
    Schema {
        tables,
        ..Schema::default()
    }
}

#[test]
fn what_is_around_a_table_is_drawn_with_the_relations_between() {
    let schema = chain();
    let around = |name: &str, depth| {
        let names = [name.to_owned()];
        let selection = Selection::around(&schema, &names, depth).expect("a table");
        let text = all(&selection);
        let (entities, relations) = drawn(&text);
        (entities.concat(), relations)
    };
    assert_eq!(around("a", 0), ("a".to_owned(), 0));
    assert_eq!(around("a", 1), ("ab".to_owned(), 1));
    assert_eq!(around("b", 1), ("abc".to_owned(), 2));
    assert_eq!(around("Third", 9), ("abc".to_owned(), 2));
    assert_eq!(around("d", u32::MAX), ("d".to_owned(), 0));
}

#[test]
fn some_tables_are_drawn_alone() {
    let schema = chain();
    let names = ["a", "c", "a"].map(str::to_owned);
    let text = all(&Selection::only(&schema, &names).expect("tables"));
    assert_eq!(drawn(&text), (vec!["a", "c"], 0));
    let error = Selection::only(&schema, &["Thrid".to_owned()]).expect_err("no table");
    assert_eq!(error.nearest.as_deref(), Some("Third"));
}

#[test]
fn the_shortest_chains_between_two_tables_are_drawn() {
    let schema = chain();
    let between = |from, to| {
        let selection = Selection::between(&schema, from, to).expect("tables");
        drawn(&all(&selection)).0.concat()
    };
    assert_eq!(between("a", "Third"), "abc");
    assert_eq!(between("c", "a"), "abc");
    assert_eq!(between("b", "a"), "ab");
    assert_eq!(between("a", "d"), "ad");
    assert!(Selection::between(&schema, "a", "x").is_err());
}

#[test]
fn what_keeps_books_can_be_left_out() {
    let view = View {
        hidden: vec![Bookkeeping::Audit],
        ..View::default()
    };
    let shop = shop();
    let text = Diagram::new(&Selection::all(&shop), &view).mermaid();
    assert!(
        !text.contains("created_at") && !text.contains("updated_by"),
        "{text}"
    );
    assert!(
        text.contains("deleted_at") && text.contains("version"),
        "{text}"
    );
    let view = View {
        keys_only: true,
        ..View::default()
    };
    let text = Diagram::new(&Selection::all(&shop), &view).mermaid();
    assert!(
        !text.contains("status") && text.contains("customer_id FK"),
        "{text}"
    );
}
