//! Scalable Vector Graphics: one file without anything outside it.
//!
//! Light and dark follow the reader's setting (`prefers-color-scheme`, Media Queries Level 5). The picture has a title and a
//! description for screen readers, and a title at every entity, row and relation.

mod card;
mod metrics;
mod relation;
mod scene;

use crate::Diagram;
use crate::layout::{Graph, Layered, Layout};
use crate::text::escaped;
use erd_core::schema::TableId;
use scene::{MARGIN, Scene};
use std::collections::BTreeMap;
use std::fmt::Write;

const STYLE: &str = include_str!("style.css");

/// An entity that so many relations lead to is a hub, unless [`Svg`] says otherwise.
pub const HUB: usize = 12;

/// How to draw.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Svg {
    /// What the picture is called.
    pub title: String,
    /// References to an entity that at least so many relations lead to are marks at the columns, and not lines.
    pub hub_from: usize,
    /// Where the names of entities lead to, for a picture that is part of a page. Then entities and lines carry the positions
    /// by which a script finds them: `data-e` on an entity, `data-a` and `data-b` on a line between two.
    pub links: BTreeMap<TableId, String>,
}

impl Default for Svg {
    fn default() -> Self {
        Self {
            title: "Entity relationship diagram".to_owned(),
            hub_from: HUB,
            links: BTreeMap::new(),
        }
    }
}

impl Diagram {
    /// The source of an SVG file (Scalable Vector Graphics 1.1 with CSS).
    pub fn svg(&self, how: &Svg) -> String {
        self.svg_by(how, &Layered)
    }

    /// The boxes and lines of the picture, before anything has a place.
    pub fn graph(&self, how: &Svg) -> Graph {
        Scene::measured(self, how.hub_from).1
    }

    /// The same, with a layout of one's own.
    pub fn svg_by(&self, how: &Svg, layout: &dyn Layout) -> String {
        let scene = Scene::new(self, how.hub_from, layout);
        let (width, height) = (
            scene.placement.width + 2 * MARGIN,
            scene.placement.height + 2 * MARGIN,
        );
        // Who cannot see an image does not reach what is in it: links make it a group.
        let role = if how.links.is_empty() { "img" } else { "group" };
        let mut out = String::new();
        // Writing to a string cannot fail.
        let _ = write!(
            out,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"erd\" role=\"{role}\" aria-labelledby=\"erd-title erd-desc\" \
             width=\"{width}\" height=\"{height}\" viewBox=\"{0} {0} {width} {height}\">\n\
             <title id=\"erd-title\">{1}</title>\n<desc id=\"erd-desc\">{2}</desc>\n<style>\n{STYLE}</style>\n\
             <rect class=\"page\" x=\"{0}\" y=\"{0}\" width=\"{width}\" height=\"{height}\"/>\n",
            -MARGIN,
            escaped(&how.title),
            escaped(&self.described()),
        );
        relation::draw_all(&mut out, &scene, how);
        card::draw_all(&mut out, &scene, how);
        out.push_str("</svg>\n");
        out
    }

    /// What a reader who does not see the picture is told first.
    fn described(&self) -> String {
        let count = |count: usize, one: &str, many: &str| {
            format!("{count} {}", if count == 1 { one } else { many })
        };
        let entities = count(self.entities.len(), "entity", "entities");
        let relations = count(self.relations.len(), "relation", "relations");
        let mut text = format!("{entities}, {relations}.");
        for relation in &self.relations {
            text.push(' ');
            text.push_str(&self.sentence(relation));
        }
        text
    }
}
