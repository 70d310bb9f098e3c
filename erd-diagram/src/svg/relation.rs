//! Lines with crow's feet.

use super::Svg;
use super::scene::Scene;
use crate::layout::Point;
use crate::text::escaped;
use crate::{Diagram, End, Kind, Relation};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// Radius of the bends.
const BEND: i32 = 7;

pub(super) fn draw_all(out: &mut String, scene: &Scene<'_>, how: &Svg) {
    out.push_str("<g class=\"relations\">\n");
    for (line, corners) in scene.lines.iter().zip(&scene.placement.edges) {
        let relation = &scene.diagram.relations[*line];
        let title = escaped(&scene.diagram.sentence(relation));
        let path = path(corners);
        let loose = matches!(
            relation.kind,
            Kind::ForeignKey {
                enforced: false,
                ..
            }
        );
        let ends = if how.links.is_empty() {
            String::new()
        } else {
            let (from, to) = (relation.from.entity, relation.to.entity);
            format!(" data-a=\"{from}\" data-b=\"{to}\"")
        };
        let class = if loose { "line loose" } else { "line" };
        let _ = write!(
            out,
            "<g class=\"r\"{ends}><title>{title}</title><path class=\"wide\" d=\"{path}\"/><path class=\"{class}\" d=\"{path}\"/>"
        );
        if let [first, second, ..] = corners.as_slice() {
            mark(out, *first, *second, &relation.from);
        }
        if let [.., second, first] = corners.as_slice() {
            mark(out, *first, *second, &relation.to);
        }
        out.push_str("</g>\n");
    }
    for at in joints(&scene.placement.edges) {
        let _ = writeln!(
            out,
            "<circle class=\"dot\" cx=\"{}\" cy=\"{}\" r=\"2.6\"/>",
            at.x, at.y
        );
    }
    out.push_str("</g>\n");
}

/// A line through corners, with round bends.
fn path(corners: &[Point]) -> String {
    let mut path = String::new();
    for (place, corner) in corners.iter().enumerate() {
        let around = place
            .checked_sub(1)
            .map(|p| corners[p])
            .zip(corners.get(place + 1));
        let _ = match around {
            None if place == 0 => write!(path, "M{} {}", corner.x, corner.y),
            None => write!(path, "L{} {}", corner.x, corner.y),
            Some((before, after)) => {
                let length = |a: Point| (a.x - corner.x).abs() + (a.y - corner.y).abs();
                let radius = BEND.min(length(before) / 2).min(length(*after) / 2);
                let toward = |a: Point| Point {
                    x: corner.x + (a.x - corner.x).signum() * radius,
                    y: corner.y + (a.y - corner.y).signum() * radius,
                };
                let (a, b) = (toward(before), toward(*after));
                write!(
                    path,
                    "L{} {}Q{} {} {} {}",
                    a.x, a.y, corner.x, corner.y, b.x, b.y
                )
            }
        };
    }
    path
}

/// The mark where a line meets a box: a crow's foot for several, a bar for one, a circle where there may be none.
fn mark(out: &mut String, at: Point, toward: Point, end: &End) {
    let away = (toward.x - at.x).signum();
    let (x, y) = (at.x, at.y);
    let bar = |distance: i32| format!("M{0} {1}V{2}", x + away * distance, y - 6, y + 6);
    let first = if end.many {
        let tip = x + away * 12;
        format!("M{x} {0}L{tip} {y}L{x} {1}", y - 6, y + 6)
    } else {
        bar(7)
    };
    let _ = if end.optional {
        let center = x + away * if end.many { 16 } else { 15 };
        write!(
            out,
            "<path class=\"mark\" d=\"{first}\"/><circle class=\"mark zero\" cx=\"{center}\" cy=\"{y}\" r=\"4\"/>"
        )
    } else {
        write!(
            out,
            "<path class=\"mark\" d=\"{first}{}\"/>",
            bar(if end.many { 16 } else { 12 })
        )
    };
}

/// Where lines that are one tree part: a line that only crosses there is told from one that belongs to it.
fn joints(edges: &[Vec<Point>]) -> BTreeSet<Point> {
    let mut directions: BTreeMap<Point, BTreeSet<(i32, i32)>> = BTreeMap::new();
    for corners in edges {
        for (place, corner) in corners.iter().enumerate() {
            let neighbours = [place.checked_sub(1), Some(place + 1)];
            for other in neighbours
                .into_iter()
                .flatten()
                .filter_map(|p| corners.get(p))
            {
                let direction = ((other.x - corner.x).signum(), (other.y - corner.y).signum());
                directions.entry(*corner).or_default().insert(direction);
            }
        }
    }
    // A corner of one line in the middle of another's segment has three ways as well; bends of a tree meet at its trunk.
    directions.retain(|_, ways| ways.len() > 2);
    directions.into_keys().collect()
}

impl Diagram {
    /// A relation as a sentence: `orders.customer_id: each of orders has exactly one customers; each of customers has any
    /// number of orders`.
    pub fn sentence(&self, relation: &Relation) -> String {
        let name = |end: &End| self.entities[end.entity].name.as_str();
        let count = |end: &End| match (end.many, end.optional) {
            (true, true) => "any number of",
            (true, false) => "one or more of",
            (false, true) => "at most one of",
            (false, false) => "exactly one of",
        };
        let (from, to) = (name(&relation.from), name(&relation.to));
        format!(
            "{from} ({}): each has {} {to}, and each of {to} has {} {from}.",
            relation.label,
            count(&relation.to),
            count(&relation.from)
        )
    }
}
