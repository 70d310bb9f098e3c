//! Boxes of entities.

use super::Svg;
use super::metrics::width;
use super::scene::{COLUMN, Card, Cells, INDENT, PAD, ROW, Scene, hub_label, hub_width};
use crate::layout::Point;
use crate::text::escaped;
use crate::{Entity, Row};
use std::fmt::Write;

/// Radius of the corners.
const CORNER: i32 = 8;
/// Colours of groups in the style.
const ACCENTS: usize = 8;

pub(super) fn draw_all(out: &mut String, scene: &Scene<'_>, how: &Svg) {
    for (place, (entity, card)) in scene.diagram.entities.iter().zip(&scene.boxes).enumerate() {
        let link = Link::new(how, place, entity);
        draw(
            out,
            scene,
            (entity, card, &link),
            scene.placement.nodes[place],
        );
    }
}

/// What makes an entity part of a page; nothing in a picture alone.
#[derive(Default)]
struct Link {
    /// Attributes of the entity.
    data: String,
    /// What stands around its name.
    around: [String; 2],
}

impl Link {
    fn new(how: &Svg, place: usize, entity: &Entity) -> Self {
        if how.links.is_empty() {
            return Self::default();
        }
        let to = how.links.get(&entity.table);
        let around = to.map(|to| [format!("<a href=\"{}\">", escaped(to)), "</a>".to_owned()]);
        Self {
            data: format!(
                " data-e=\"{place}\" data-name=\"{}\"",
                escaped(&entity.name)
            ),
            around: around.unwrap_or_default(),
        }
    }
}

// Writing to a string cannot fail.
fn draw(
    out: &mut String,
    scene: &Scene<'_>,
    (entity, card, link): (&Entity, &Card, &Link),
    at: Point,
) {
    let Card {
        width,
        height,
        head,
        ..
    } = *card;
    let name = escaped(&entity.name);
    let title = match &entity.comment {
        Some(comment) => format!("{name}: {}", escaped(comment)),
        None => name,
    };
    let _ = write!(
        out,
        "<g class=\"e\"{} transform=\"translate({} {})\"><title>{title}</title>\
         <rect class=\"card\" width=\"{width}\" height=\"{height}\" rx=\"{CORNER}\"/>",
        link.data, at.x, at.y
    );
    let [open, close] = &link.around;
    let accent = entity.group.map_or_else(String::new, |group| {
        format!(
            "<path class=\"accent a{}\" d=\"M0 {head}H{width}\"/>",
            group % ACCENTS
        )
    });
    let shown = escaped(&super::metrics::fitted(
        &entity.name,
        super::scene::NAME,
        width - 2 * PAD,
    ));
    if card.rows.is_empty() {
        let middle = width / 2;
        let y = height / 2 + if card.traits.is_empty() { 5 } else { -3 };
        let _ = write!(
            out,
            "{open}<text class=\"name\" x=\"{middle}\" y=\"{y}\" text-anchor=\"middle\">{shown}</text>{close}"
        );
        if !card.traits.is_empty() {
            let traits = escaped(&card.traits);
            let _ = write!(
                out,
                "<text class=\"traits\" x=\"{middle}\" y=\"{}\" text-anchor=\"middle\">{traits}</text>",
                y + 17
            );
        }
    } else {
        let _ = write!(
            out,
            "<path class=\"head\" d=\"M0 {head}V{CORNER}A{CORNER} {CORNER} 0 0 1 {CORNER} 0H{0}A{CORNER} {CORNER} 0 0 1 \
             {width} {CORNER}V{head}Z\"/><path class=\"edge\" d=\"M0 {head}H{width}\"/>{accent}\
             <rect class=\"edge\" width=\"{width}\" height=\"{height}\" rx=\"{CORNER}\"/>\
             {open}<text class=\"name\" x=\"{PAD}\" y=\"24\">{shown}</text>{close}",
            width - CORNER
        );
        if !card.traits.is_empty() {
            let traits = escaped(&card.traits);
            let _ = write!(
                out,
                "<text class=\"traits\" x=\"{PAD}\" y=\"42\">{traits}</text>"
            );
        }
    }
    for (place, (row, cells)) in (0..).zip(entity.rows.iter().zip(&card.rows)) {
        draw_row(out, scene, row, cells, (head + place * ROW, width));
    }
    out.push_str("</g>\n");
}

fn draw_row(
    out: &mut String,
    scene: &Scene<'_>,
    row: &Row,
    cells: &Cells,
    (top, wide): (i32, i32),
) {
    let base = top + 16;
    let mut title = format!("{} {}", row.name, row.ty);
    for note in row.notes() {
        title.push_str("; ");
        title.push_str(&note);
    }
    let _ = write!(out, "<g><title>{}</title>", escaped(&title));
    if top > 0 {
        let _ = write!(
            out,
            "<path class=\"rule\" d=\"M{PAD} {0}H{1}\"/>",
            top + ROW,
            wide - PAD
        );
    }
    let (mark, class) = match (row.primary, row.foreign, row.unique.is_some()) {
        (true, true, _) => ("PF", "k-p"),
        (true, false, _) => ("PK", "k-p"),
        (false, true, _) => ("FK", "k-f"),
        (false, false, true) => ("U", "k-u"),
        (false, false, false) => ("", ""),
    };
    if !mark.is_empty() {
        let _ = write!(
            out,
            "<text class=\"k {class}\" x=\"{PAD}\" y=\"{base}\">{mark}</text>"
        );
    }
    let class = match (row.primary, row.keeps.is_some()) {
        (true, _) => " class=\"pk\"",
        (false, true) => " class=\"books\"",
        (false, false) => "",
    };
    let _ = write!(
        out,
        "<text{class} x=\"{INDENT}\" y=\"{base}\">{}</text><text class=\"type\" x=\"{}\" y=\"{base}\">{}</text>",
        escaped(&cells.name),
        wide - PAD,
        escaped(&cells.ty)
    );
    if let Some(hub) = cells.hub {
        let x = INDENT + width(&cells.name, COLUMN) + 8;
        let chip = hub_width(scene.diagram, hub);
        let _ = write!(
            out,
            "<rect class=\"chip\" x=\"{x}\" y=\"{}\" width=\"{chip}\" height=\"16\" rx=\"8\"/>\
             <text class=\"hub\" x=\"{}\" y=\"{}\">{}</text>",
            top + 4,
            x + 5,
            base - 1,
            escaped(&hub_label(scene.diagram, hub))
        );
    }
    out.push_str("</g>");
}
