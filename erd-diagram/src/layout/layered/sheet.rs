//! What stands in the columns, and what the channels between them connect.

use super::super::{Edge, Graph};
use super::GAP;
use std::collections::BTreeMap;

/// Distance of a line that crosses a column from a box, and from another such line.
const CLEAR: i32 = 18;
const BESIDE: i32 = 12;

/// The boxes and lines of a part, by column.
pub(super) struct Sheet {
    /// The boxes, by their position in the graph, and behind them the places where lines cross columns.
    pub(super) items: Vec<Item>,
    /// The items in each column, from the top.
    pub(super) columns: Vec<Vec<usize>>,
    /// Where lines meet items.
    pub(super) pins: Vec<Pin>,
    /// What is connected in the channel on the right of each column.
    pub(super) channels: Vec<Vec<Link>>,
    /// For each edge of the graph, from its `from` to its `to`: the links, with the pins by which they are entered and left.
    pub(super) routes: Vec<Vec<Step>>,
}

/// A box, or a line that crosses a column.
pub(super) struct Item {
    pub(super) column: usize,
    pub(super) width: i32,
    pub(super) height: i32,
    pub(super) is_wire: bool,
    /// Distance from the top of the sheet.
    pub(super) top: i32,
    pub(super) pins: Vec<usize>,
}

/// Where lines meet an item.
pub(super) struct Pin {
    pub(super) item: usize,
    /// Distances from the top of the item, between which it may be.
    pub(super) range: (i32, i32),
    /// Distance from the top of the item.
    pub(super) y: i32,
    pub(super) side: Side,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Side {
    Left,
    Right,
    /// Of a line that crosses a column, and has no sides.
    Both,
}

/// Pins that one line, or one tree of lines, connects within a channel.
#[derive(Default)]
pub(super) struct Link {
    /// Pins of items in the column on the left.
    pub(super) left: Vec<usize>,
    /// Pins of items in the column on the right.
    pub(super) right: Vec<usize>,
}

impl Link {
    pub(super) fn pins(&self) -> impl Iterator<Item = usize> {
        self.left.iter().chain(&self.right).copied()
    }
}

/// The part of a line within a channel.
#[derive(Clone, Copy)]
pub(super) struct Step {
    pub(super) channel: usize,
    pub(super) link: usize,
    pub(super) from: usize,
    pub(super) to: usize,
}

impl Sheet {
    pub(super) fn new(graph: &Graph, column_of: &[usize]) -> Self {
        let count = column_of.iter().max().map_or(0, |last| last + 1);
        let mut sheet = Self {
            items: Vec::with_capacity(graph.nodes.len() * 2),
            columns: vec![Vec::new(); count],
            pins: Vec::with_capacity(graph.edges.len() * 3),
            channels: Vec::new(),
            routes: vec![Vec::new(); graph.edges.len()],
        };
        sheet.channels.resize_with(count, Vec::new);
        for (node, column) in graph.nodes.iter().zip(column_of) {
            sheet.item(*column, (node.width, node.height), false);
        }
        // Lines to one pin that leave it on the same side are one tree.
        let mut trees: BTreeMap<(usize, bool), Vec<usize>> = BTreeMap::new();
        for (position, edge) in graph.edges.iter().enumerate() {
            let backward = column_of[edge.from.node] < column_of[edge.to.node];
            trees
                .entry((edge.net, backward))
                .or_default()
                .push(position);
        }
        for ((_, backward), edges) in trees {
            sheet.tree(graph, &edges, backward);
        }
        sheet
    }

    /// The distance that must be between two items in a column.
    pub(super) fn gap(&self, above: usize, below: usize) -> i32 {
        match (self.items[above].is_wire, self.items[below].is_wire) {
            (false, false) => GAP,
            (true, true) => BESIDE,
            _ => CLEAR,
        }
    }

    /// How far a pin is from the top of the sheet.
    pub(super) fn pin_y(&self, pin: usize) -> i32 {
        self.items[self.pins[pin].item].top + self.pins[pin].y
    }

    fn item(&mut self, column: usize, (width, height): (i32, i32), is_wire: bool) -> usize {
        let item = self.items.len();
        self.items.push(Item {
            column,
            width,
            height,
            is_wire,
            top: 0,
            pins: Vec::new(),
        });
        self.columns[column].push(item);
        item
    }

    fn pin(&mut self, item: usize, range: (i32, i32), side: Side) -> usize {
        let pin = self.pins.len();
        self.pins.push(Pin {
            item,
            range,
            y: i32::midpoint(range.0, range.1),
            side,
        });
        self.items[item].pins.push(pin);
        pin
    }

    fn tree(&mut self, graph: &Graph, edges: &[usize], backward: bool) {
        let Some(root) = edges.first().map(|edge| graph.edges[*edge].to) else {
            return;
        };
        let side = if backward { Side::Left } else { Side::Right };
        let root_column = self.items[root.node].column;
        let root_pin = self.pin(root.node, (root.top, root.bottom), side);
        let mut trunk = Trunk {
            met: BTreeMap::from([(root_column, root_pin)]),
            links: BTreeMap::new(),
            ends: BTreeMap::new(),
        };
        for position in edges {
            let Edge { from, .. } = graph.edges[*position];
            let column = self.items[from.node].column;
            let is_beside = column <= root_column;
            let own_side = if is_beside { Side::Right } else { Side::Left };
            let own = *trunk
                .ends
                .entry((from.node, from.top, own_side))
                .or_insert_with(|| self.pin(from.node, (from.top, from.bottom), own_side));
            let steps = if backward {
                (column..root_column)
                    .map(|c| (c, c + 1))
                    .collect::<Vec<_>>()
            } else if column == root_column {
                vec![(column, column)]
            } else {
                (root_column..column).rev().map(|c| (c + 1, c)).collect()
            };
            let mut at = own;
            for (from, to) in steps {
                let next = self.met(&mut trunk, to);
                let link = self.link(&mut trunk, from.min(to), (at, from), (next, to));
                self.routes[*position].push(Step {
                    channel: from.min(to),
                    link,
                    from: at,
                    to: next,
                });
                at = next;
            }
        }
    }

    fn met(&mut self, trunk: &mut Trunk, column: usize) -> usize {
        if let Some(pin) = trunk.met.get(&column) {
            return *pin;
        }
        let wire = self.item(column, (0, 0), true);
        let pin = self.pin(wire, (0, 0), Side::Both);
        trunk.met.insert(column, pin);
        pin
    }

    fn link(
        &mut self,
        trunk: &mut Trunk,
        channel: usize,
        from: (usize, usize),
        to: (usize, usize),
    ) -> usize {
        let links = &mut self.channels[channel];
        let link = *trunk.links.entry(channel).or_insert_with(|| {
            links.push(Link::default());
            links.len() - 1
        });
        for (pin, column) in [from, to] {
            let side = if column == channel {
                &mut links[link].left
            } else {
                &mut links[link].right
            };
            if !side.contains(&pin) {
                side.push(pin);
            }
        }
        link
    }
}

/// A tree while it grows.
struct Trunk {
    /// The pin by which it is met in each column.
    met: BTreeMap<usize, usize>,
    /// Its link in each channel.
    links: BTreeMap<usize, usize>,
    /// The pins of its ends, by node, top and side.
    ends: BTreeMap<(usize, i32, Side), usize>,
}
