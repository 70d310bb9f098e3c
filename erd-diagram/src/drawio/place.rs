//! Where entities stand.

use super::words;
use crate::{Diagram, Entity};

/// Height of a row.
pub(super) const ROW: usize = 26;
/// Width of the column with the marks of keys.
pub(super) const MARKS: usize = 70;
const GAP: usize = 60;
const HEAD: usize = 30;
const CHARACTER: usize = 8;

/// A rectangle in pixels, in its parent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) x: usize,
    pub(super) y: usize,
    pub(super) width: usize,
    pub(super) height: usize,
}

/// The places of all entities and groups.
pub(super) struct Places {
    pub(super) entities: Vec<Place>,
    pub(super) groups: Vec<Place>,
}

/// Groups below each other, their entities in columns of about the same height, as many as make a square.
pub(super) fn places(diagram: &Diagram) -> Places {
    let mut places = Places {
        entities: diagram.entities.iter().map(size).collect(),
        groups: vec![Place::default(); diagram.groups.len()],
    };
    let mut top = 0;
    for (_, members) in diagram.clusters() {
        let members: Vec<_> = members
            .into_iter()
            .map(|(at, entity)| (at, entity.group))
            .collect();
        let group = members.first().and_then(|(_, group)| *group);
        let positions: Vec<_> = members.into_iter().map(|(at, _)| at).collect();
        // Without a group there is no container: the entities stand on the page itself.
        let origin = if group.is_some() {
            (GAP / 2, HEAD + GAP / 2)
        } else {
            (0, top)
        };
        let (width, height) = columns(&mut places.entities, &positions, origin);
        if let Some(group) = group {
            places.groups[group] = Place {
                x: 0,
                y: top,
                width,
                height,
            };
            top += height + GAP;
        } else {
            top = height + GAP;
        }
    }
    places
}

/// Fills columns from the origin on, and answers with the right and lower border, and half a gap.
fn columns(
    places: &mut [Place],
    positions: &[usize],
    (left, top): (usize, usize),
) -> (usize, usize) {
    let area: usize = positions
        .iter()
        .map(|at| (places[*at].width + GAP) * (places[*at].height + GAP))
        .sum();
    let limit = area.isqrt();
    let (mut x, mut y, mut widest) = (left, top, 0);
    let (mut right, mut bottom) = (left, top);
    for at in positions {
        let place = &mut places[*at];
        if y > top && y - top + place.height > limit {
            x += widest + GAP;
            (y, widest) = (top, 0);
        }
        (place.x, place.y) = (x, y);
        y += place.height + GAP;
        widest = widest.max(place.width);
        right = right.max(x + place.width);
        bottom = bottom.max(place.y + place.height);
    }
    (right + GAP / 2, bottom + GAP / 2)
}

fn size(entity: &Entity) -> Place {
    let longest = entity
        .rows
        .iter()
        .map(|row| words(row).chars().count())
        .max();
    let title = entity.name.chars().count() * CHARACTER + HEAD;
    let rows = longest.map_or(0, |longest| MARKS + longest * CHARACTER);
    Place {
        width: title.max(rows).max(120),
        height: HEAD + ROW * entity.rows.len(),
        ..Place::default()
    }
}
