//! SVG: what is drawn, and that no name leaves its place.

mod support;

use erd_core::Scalar;
use erd_core::schema::{Schema, Table, TableId, Target};
use erd_diagram::{Diagram, Grouping, Level, Selection, Svg, View};
use support::{column, nullable, references, shop, table};

fn drawn(schema: &Schema, level: Level, hub_from: usize) -> String {
    let view = View {
        level,
        ..View::default()
    };
    let how = Svg {
        hub_from,
        ..Svg::default()
    };
    Diagram::new(&Selection::all(schema), &view).svg(&how)
}

#[test]
fn the_shop_at_the_conceptual_level() {
    insta::assert_snapshot!(drawn(&shop(), Level::Conceptual, 12));
}

#[test]
fn the_same_schema_is_the_same_file() {
    let once = drawn(&shop(), Level::default(), 12);
    assert_eq!(once, drawn(&shop(), Level::default(), 12));
    assert_eq!(once.matches("<g class=\"r\">").count(), 7);
    assert_eq!(once.matches("<g class=\"e\"").count(), 6);
}

#[test]
fn a_hub_has_marks_and_no_lines() {
    let mut schema = Schema {
        tables: vec![table("users", vec![column("id", Scalar::I64)], &[0])],
        ..Schema::default()
    };
    for name in ["a", "b", "c"] {
        let columns = vec![column("id", Scalar::I64), column("user_id", Scalar::I64)];
        let mut child = table(name, columns, &[0]);
        references(&mut child, &[1], Target::Table(TableId(0)));
        schema.tables.push(child);
    }
    let lines = drawn(&schema, Level::default(), 4);
    assert_eq!(lines.matches("<g class=\"r\">").count(), 3);
    let marks = drawn(&schema, Level::default(), 3);
    assert_eq!(marks.matches("<g class=\"r\">").count(), 0);
    assert_eq!(marks.matches("\u{2192} users</text>").count(), 3);
    assert!(marks.contains(">3 references</text>"), "{marks}");
    // Who does not see the picture is told of relations that are no lines too.
    assert_eq!(marks.matches("exactly one of users").count(), 3);
}

#[test]
fn groups_have_colours() {
    let mut schema = shop();
    schema.tables[0].schema = Some("people".into());
    let view = View {
        grouping: Grouping::Namespace,
        ..View::default()
    };
    let svg = Diagram::new(&Selection::all(&schema), &view).svg(&Svg::default());
    assert!(svg.contains("class=\"accent a0\"") && svg.contains("class=\"accent a1\""));
    assert!(!drawn(&shop(), Level::Conceptual, 12).contains("class=\"accent"));
}

/// Every place where text goes, with what breaks out of attributes, elements and comments.
#[test]
fn hostile_names_stay_in_their_places() {
    let hostile = "\"><script>alert('1')</script>&<!--\u{202e}\u{0}\n🦀";
    let columns = vec![column(hostile, Scalar::I64), nullable("id", Scalar::I64)];
    let mut odd = table(hostile, columns, &[0]);
    odd.schema = Some(hostile.into());
    odd.comment = Some(hostile.into());
    odd.columns[1].comment = Some(hostile.into());
    references(&mut odd, &[1], Target::Own);
    let schema = Schema {
        tables: vec![odd, Table::new("plain")],
        ..Schema::default()
    };
    for level in [Level::Conceptual, Level::Logical, Level::default()] {
        let svg = drawn(&schema, level, 12);
        assert!(!svg.contains("<script") && !svg.contains("<!--"), "{svg}");
        assert!(!svg.contains(['\0', '\u{202e}']), "{svg}");
        assert_eq!(opened_and_closed(&svg), Ok(()), "{svg}");
    }
}

/// Whether each element is closed in the order in which it was opened, and values are in quotes.
fn opened_and_closed(svg: &str) -> Result<(), String> {
    let mut open = Vec::new();
    for tag in svg.split('<').skip(1) {
        let (tag, text) = tag.split_once('>').ok_or("an element that does not end")?;
        if text.contains('>') && open.last() != Some(&"style") && tag != "style" {
            return Err(format!("a loose `>` behind {tag}"));
        }
        if tag.matches('"').count() % 2 == 1 {
            return Err(format!("an open quote in {tag}"));
        }
        let name = tag.trim_start_matches('/').split([' ', '/']).next();
        let name = name.unwrap_or_default();
        if tag.starts_with('/') {
            if open.pop() != Some(name) {
                return Err(format!("{name} is closed and was not open"));
            }
        } else if !tag.ends_with('/') {
            open.push(name);
        }
    }
    open.is_empty().then_some(()).ok_or(format!("{open:?}"))
}
