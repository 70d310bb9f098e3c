//! How large everything is, and where it goes.

use super::metrics::{Font, fitted, width};
use crate::layout::{Edge, Graph, Layout, Node, Pin, Placement};
use crate::{Diagram, Entity, Row, Trait};
use std::collections::BTreeMap;

pub(super) const NAME: Font = Font::Bold(14.0);
pub(super) const TRAITS: Font = Font::Sans(11.0);
pub(super) const COLUMN: Font = Font::Sans(13.0);
pub(super) const TYPE: Font = Font::Mono(11.5);
pub(super) const HUB: Font = Font::Sans(10.5);

/// Height of the head of a box, without and with a line of traits.
const HEAD: i32 = 38;
const TALL_HEAD: i32 = 54;
/// Height of a row.
pub(super) const ROW: i32 = 24;
/// What is left free below the last row.
const FOOT: i32 = 5;
/// Distance of text from the sides of a box.
pub(super) const PAD: i32 = 12;
/// Where the names of rows begin.
pub(super) const INDENT: i32 = 34;
/// Distance between the name of a row and its type, at least.
const BETWEEN: i32 = 20;
/// No text is wider.
const WIDEST: i32 = 260;
const NARROWEST: i32 = 132;
/// Free space around the whole.
pub(super) const MARGIN: i32 = 28;
/// Distance between lines that meet a box without rows.
const PORT: i32 = 16;

/// A picture with all its measures.
pub(super) struct Scene<'a> {
    pub(super) diagram: &'a Diagram,
    pub(super) boxes: Vec<Card>,
    /// The relations that are drawn as lines, in the order of the edges of the placement.
    pub(super) lines: Vec<usize>,
    pub(super) placement: Placement,
}

/// The measures of an entity.
pub(super) struct Card {
    pub(super) width: i32,
    pub(super) height: i32,
    pub(super) head: i32,
    /// What stands below the name.
    pub(super) traits: String,
    pub(super) rows: Vec<Cells>,
}

/// The texts of a row.
pub(super) struct Cells {
    pub(super) name: String,
    pub(super) ty: String,
    /// The hub that it references.
    pub(super) hub: Option<usize>,
}

impl<'a> Scene<'a> {
    pub(super) fn new(diagram: &'a Diagram, hub_from: usize, layout: &dyn Layout) -> Self {
        let (mut scene, graph) = Self::measured(diagram, hub_from);
        scene.placement = layout.place(&graph);
        scene
    }

    /// The picture in which nothing has a place yet, and the graph to place.
    pub(super) fn measured(diagram: &'a Diagram, hub_from: usize) -> (Self, Graph) {
        let hubs = hubs(diagram, hub_from);
        let is_line = |i: &usize| !hubs.contains_key(&diagram.relations[*i].to.entity);
        let lines: Vec<usize> = (0..diagram.relations.len()).filter(is_line).collect();
        let mut boxes: Vec<Card> = (0..diagram.entities.len())
            .map(|i| card(diagram, i, &hubs))
            .collect();
        make_room(diagram, &lines, &mut boxes);
        let graph = graph(diagram, &lines, &boxes);
        let scene = Self {
            diagram,
            boxes,
            lines,
            placement: Placement::default(),
        };
        (scene, graph)
    }
}

/// Entities that at least so many relations of others lead to.
fn hubs(diagram: &Diagram, from: usize) -> BTreeMap<usize, usize> {
    let mut count = BTreeMap::new();
    for relation in &diagram.relations {
        // A row is where the mark stands.
        if relation.from.entity != relation.to.entity && !relation.from.rows.is_empty() {
            *count.entry(relation.to.entity).or_default() += 1;
        }
    }
    count.retain(|_, count: &mut usize| *count >= from);
    count
}

fn card(diagram: &Diagram, entity: usize, hubs: &BTreeMap<usize, usize>) -> Card {
    let of = &diagram.entities[entity];
    let rows: Vec<Cells> = (0..of.rows.len())
        .map(|row| cells(diagram, entity, row, hubs))
        .collect();
    let group = of.group.and_then(|group| diagram.groups.get(group));
    // A namespace is part of the name already.
    let group = group.filter(|group| !of.name.starts_with(&format!("{}.", group.name)));
    let traits = traits(
        of,
        group.map(|group| group.name.as_str()),
        hubs.get(&entity).copied(),
    );
    let name = width(&of.name, NAME).min(WIDEST) + 2 * PAD;
    let widest = rows.iter().map(|cells| {
        let hub = cells.hub.map_or(0, |hub| hub_width(diagram, hub) + 8);
        INDENT + width(&cells.name, COLUMN) + hub + BETWEEN + width(&cells.ty, TYPE) + PAD
    });
    let texts = [
        name,
        width(&traits, TRAITS).min(WIDEST) + 2 * PAD,
        NARROWEST,
    ];
    let wide = widest.chain(texts).max().unwrap_or(NARROWEST);
    let head = if traits.is_empty() { HEAD } else { TALL_HEAD };
    let body = i32::try_from(rows.len()).unwrap_or(0) * ROW;
    Card {
        // On a grid, so that boxes in a column are often as wide.
        width: (wide + 7) / 8 * 8,
        height: head + if rows.is_empty() { 0 } else { body + FOOT },
        head,
        traits,
        rows,
    }
}

/// What a reference to a hub is called at the column.
pub(super) fn hub_label(diagram: &Diagram, hub: usize) -> String {
    format!("\u{2192} {}", fitted(&diagram.entities[hub].name, HUB, 110))
}

pub(super) fn hub_width(diagram: &Diagram, hub: usize) -> i32 {
    width(&hub_label(diagram, hub), HUB) + 10
}

fn cells(diagram: &Diagram, entity: usize, row: usize, hubs: &BTreeMap<usize, usize>) -> Cells {
    let of: &Row = &diagram.entities[entity].rows[row];
    let mut to = diagram.relations.iter().filter(|relation| {
        relation.from.entity == entity
            && relation.to.entity != entity
            && relation.from.rows.first() == Some(&row)
    });
    let hub = to.find_map(|relation| {
        hubs.contains_key(&relation.to.entity)
            .then_some(relation.to.entity)
    });
    let ty = if of.nullable {
        format!("{}?", of.ty)
    } else {
        of.ty.clone()
    };
    Cells {
        name: fitted(&of.name, COLUMN, WIDEST),
        ty: fitted(&ty, TYPE, WIDEST),
        hub,
    }
}

/// What stands below the name.
fn traits(entity: &Entity, group: Option<&str>, references: Option<usize>) -> String {
    let mut words: Vec<String> = group.map(str::to_owned).into_iter().collect();
    words.extend(entity.traits.iter().map(Trait::words));
    words.extend(references.map(|count| format!("{count} references")));
    fitted(&words.join(" \u{b7} "), TRAITS, WIDEST)
}

/// Makes boxes without rows high enough for their lines.
fn make_room(diagram: &Diagram, lines: &[usize], boxes: &mut [Card]) {
    let mut ends = vec![0; boxes.len()];
    for line in lines {
        let relation = &diagram.relations[*line];
        ends[relation.from.entity] += 1;
        ends[relation.to.entity] += 1;
    }
    for (card, ends) in boxes.iter_mut().zip(ends) {
        if card.rows.is_empty() {
            card.height = card.height.max(PORT * (ends + 1));
        }
    }
}

fn graph(diagram: &Diagram, lines: &[usize], boxes: &[Card]) -> Graph {
    let pin = |entity: usize, row: Option<&usize>| {
        let card = &boxes[entity];
        let (top, bottom) = match row.and_then(|row| i32::try_from(*row).ok()) {
            Some(row) => (card.head + row * ROW, card.head + (row + 1) * ROW),
            None if card.rows.is_empty() => (0, card.height),
            None => (0, card.head),
        };
        Pin {
            node: entity,
            top,
            bottom,
        }
    };
    let mut nets = BTreeMap::new();
    let edges = lines.iter().map(|line| {
        let relation = &diagram.relations[*line];
        let (from, to) = (&relation.from, &relation.to);
        // Lines that end in another mark are another tree.
        let key = (
            to.entity,
            to.rows.clone(),
            to.optional,
            to.many.then_some(*line),
        );
        let next = nets.len();
        Edge {
            from: pin(from.entity, from.rows.first()),
            to: pin(to.entity, to.rows.first()),
            net: *nets.entry(key).or_insert(next),
        }
    });
    let edges = edges.collect();
    let node = |card: &Card| Node {
        width: card.width,
        height: card.height,
    };
    Graph {
        nodes: boxes.iter().map(node).collect(),
        edges,
    }
}
