//! From columns, heights and tracks to points.

use super::super::{Graph, Placement, Point};
use super::channels::Tracks;
use super::sheet::{Sheet, Side, Step};

/// Distance of the first track from the boxes: the mark at the end of a line stands there.
const MARGIN: i32 = 30;
/// Distance between tracks.
const TRACK: i32 = 12;
/// Width of a channel in which all lines are straight.
const STRAIGHT: i32 = 64;

pub(super) fn trace(graph: &Graph, sheet: &Sheet, tracks: &[Tracks]) -> Placement {
    let columns = Columns::new(sheet, tracks);
    let places = graph.nodes.iter().zip(&sheet.items).map(|(_, item)| Point {
        x: columns.left[item.column],
        y: item.top,
    });
    let bottom = sheet.items.iter().map(|item| item.top + item.height).max();
    Placement {
        width: columns.width,
        height: bottom.unwrap_or(0),
        nodes: places.collect(),
        edges: sheet
            .routes
            .iter()
            .map(|steps| corners(sheet, tracks, &columns, steps))
            .collect(),
    }
}

/// Where columns and channels begin.
struct Columns {
    left: Vec<i32>,
    /// Where the tracks of the channel on the right of each begin.
    tracks: Vec<i32>,
    width: i32,
}

impl Columns {
    fn new(sheet: &Sheet, tracks: &[Tracks]) -> Self {
        let mut columns = Self {
            left: Vec::new(),
            tracks: Vec::new(),
            width: 0,
        };
        let mut x = 0;
        let count = sheet.columns.len();
        for (column, items) in sheet.columns.iter().enumerate() {
            columns.left.push(x);
            x += items
                .iter()
                .map(|item| sheet.items[*item].width)
                .max()
                .unwrap_or(0);
            let taken = i32::try_from(tracks[column].count).unwrap_or(0);
            columns.tracks.push(x + MARGIN);
            x += match (taken, column + 1 == count) {
                (0, true) => 0,
                (0, false) => STRAIGHT,
                (taken, true) => MARGIN + taken * TRACK,
                (taken, false) => 2 * MARGIN + (taken - 1) * TRACK,
            };
        }
        columns.width = x;
        columns
    }
}

fn corners(sheet: &Sheet, tracks: &[Tracks], columns: &Columns, steps: &[Step]) -> Vec<Point> {
    let mut corners = Vec::with_capacity(steps.len() * 2 + 2);
    for step in steps {
        let (from, to) = (sheet.pin_y(step.from), sheet.pin_y(step.to));
        corners.push(end(sheet, columns, step.from, from));
        if let Some(track) = tracks[step.channel].of[step.link] {
            let x = columns.tracks[step.channel] + i32::try_from(track).unwrap_or(0) * TRACK;
            corners.push(Point { x, y: from });
            corners.push(Point { x, y: to });
        }
        corners.push(end(sheet, columns, step.to, to));
    }
    without_detours(corners)
}

/// Where a pin is; a line that crosses a column has one at its middle.
fn end(sheet: &Sheet, columns: &Columns, pin: usize, y: i32) -> Point {
    let pin = &sheet.pins[pin];
    let item = &sheet.items[pin.item];
    let left = columns.left[item.column];
    let x = match pin.side {
        Side::Left | Side::Both => left,
        Side::Right => left + item.width,
    };
    Point { x, y }
}

/// Leaves out corners at which the line goes straight on.
fn without_detours(corners: Vec<Point>) -> Vec<Point> {
    let mut kept: Vec<Point> = Vec::with_capacity(corners.len());
    for corner in corners {
        while let [.., a, b] = kept.as_slice() {
            let straight = (a.x == b.x && b.x == corner.x) || (a.y == b.y && b.y == corner.y);
            if !straight {
                break;
            }
            kept.pop();
        }
        if kept.last() != Some(&corner) {
            kept.push(corner);
        }
    }
    kept
}
