//! What the languages' own parsers read is what was written: every text at its place, every relation with its ends.

#[path = "support/hostile.rs"]
mod hostile;
mod support;

use erd_core::Schema;
use erd_diagram::{Diagram, End, Level, Relation, Selection, View};
use hostile::hostile;
use serde_json::Value;
use support::shop;
use testkit::tools::{Language, read};

#[test]
fn graphviz_reads_what_is_written() {
    judge(Language::Dot, Diagram::dot, &Fidelity::EXACT);
}

#[test]
fn d2_reads_what_is_written() {
    judge(Language::D2, Diagram::d2, &Fidelity::EXACT);
}

#[test]
fn plantuml_reads_what_is_written() {
    judge(
        Language::PlantUml,
        Diagram::plantuml,
        &Fidelity {
            marks: false,
            ..Fidelity::EXACT
        },
    );
}

#[test]
fn draw_io_finds_what_is_written() {
    judge(Language::DrawIo, Diagram::drawio, &Fidelity::EXACT);
}

#[test]
fn mermaid_reads_what_is_written() {
    judge(
        Language::Mermaid,
        Diagram::mermaid,
        &Fidelity {
            whole: false,
            ..Fidelity::EXACT
        },
    );
}

/// What a parser tells of a diagram.
struct Fidelity {
    /// What stands at the ends of relations.
    marks: bool,
    /// Groups, the comments and traits of entities, and types that are no word.
    whole: bool,
}

impl Fidelity {
    const EXACT: Self = Self {
        marks: true,
        whole: true,
    };
}

/// The shop and the hostile schema on all levels.
fn judge(language: Language, write: impl Fn(&Diagram) -> String, fidelity: &Fidelity) {
    let diagrams: Vec<_> = [shop(), hostile()].iter().flat_map(on_all_levels).collect();
    let texts: Vec<_> = diagrams.iter().map(write).collect();
    let Some(answers) = read(language, &texts) else {
        return;
    };
    for ((diagram, text), answer) in diagrams.iter().zip(&texts).zip(&answers) {
        assert!(answer["error"].is_null(), "{}\n{text}", answer["error"]);
        entities_are_there(diagram, answer, fidelity);
        let mut found: Vec<_> = list(answer, "relations")
            .map(|r| told(r, fidelity))
            .collect();
        let mut written: Vec<_> = diagram
            .relations
            .iter()
            .map(|r| drawn(diagram, r, fidelity))
            .collect();
        found.sort();
        written.sort();
        assert_eq!(found, written, "\n{text}");
    }
}

fn entities_are_there(diagram: &Diagram, answer: &Value, fidelity: &Fidelity) {
    let name = |found: &Value| folded(found["name"].as_str().unwrap_or_default());
    let found: Vec<_> = list(answer, "entities").collect();
    assert_eq!(found.len(), diagram.entities.len(), "{answer}");
    if let Some(groups) = answer["groups"].as_array() {
        let found: Vec<_> = groups
            .iter()
            .filter_map(Value::as_str)
            .map(folded)
            .collect();
        let drawn: Vec<_> = diagram.groups.iter().map(|g| folded(&g.name)).collect();
        assert_eq!(found, drawn);
    }
    for entity in &diagram.entities {
        let is_it = |found: &&&Value| name(found) == folded(&entity.name);
        let Some(found) = found.iter().find(is_it) else {
            panic!("no `{}` in {answer:#}", entity.name);
        };
        if fidelity.whole && answer["groups"].is_null() {
            let group = entity
                .group
                .map(|group| folded(&diagram.groups[group].name));
            assert_eq!(found["group"].as_str().map(folded), group, "{found}");
        }
        let mut all = String::new();
        strings(found, &mut all);
        let rows = entity.rows.iter().flat_map(|row| {
            let ty = fidelity.whole.then(|| row.ty.clone());
            row.notes().into_iter().chain(ty).chain([row.name.clone()])
        });
        let notes = if fidelity.whole {
            entity.notes()
        } else {
            Vec::new()
        };
        for text in rows.chain(notes) {
            assert!(all.contains(&folded(&text)), "`{text}` is not in {found:#}");
        }
    }
}

/// Left and right entity, label, and what stands at both ends.
type Line = (String, String, String, [String; 2]);

fn drawn(diagram: &Diagram, relation: &Relation, fidelity: &Fidelity) -> Line {
    let (left, right) = relation.ends();
    let name = |end: &End| folded(&diagram.entities[end.entity].name);
    let mark = |end: &End| match (end.many, end.optional) {
        _ if !fidelity.marks => String::new(),
        (true, _) => "many".to_owned(),
        (false, true) => "optional".to_owned(),
        (false, false) => "one".to_owned(),
    };
    (
        name(left),
        name(right),
        folded(&relation.label),
        [left, right].map(mark),
    )
}

fn told(relation: &Value, fidelity: &Fidelity) -> Line {
    let text = |value: &Value| folded(value.as_str().unwrap_or_default());
    let mark = |at: usize| {
        if fidelity.marks {
            text(&relation["marks"][at])
        } else {
            String::new()
        }
    };
    (
        text(&relation["left"]),
        text(&relation["right"]),
        text(&relation["label"]),
        [mark(0), mark(1)],
    )
}

fn list<'a>(answer: &'a Value, key: &str) -> impl Iterator<Item = &'a Value> {
    answer[key].as_array().into_iter().flatten()
}

/// All strings in a value, one a line.
fn strings(value: &Value, out: &mut String) {
    match value {
        Value::String(text) => {
            out.push_str(&folded(text));
            out.push('\n');
        }
        Value::Array(items) => items.iter().for_each(|item| strings(item, out)),
        Value::Object(items) => items.values().for_each(|item| strings(item, out)),
        _ => {}
    }
}

fn folded(text: &str) -> String {
    let words = text.split(|c: char| c.is_whitespace() || c.is_control());
    words
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

fn on_all_levels(schema: &Schema) -> Vec<Diagram> {
    let levels = [Level::Conceptual, Level::Logical, Level::Physical(None)];
    let at = |level| {
        let view = View {
            level,
            ..View::default()
        };
        Diagram::new(&Selection::all(schema), &view)
    };
    levels.map(at).into()
}
