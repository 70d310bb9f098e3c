//! The tracks of vertical lines in the channels between columns.
//!
//! The order of tracks is chosen as for hyperedges by Sander ("A fast heuristic for hierarchical Manhattan layout", 1996): of
//! two lines, which is better on the left, is told by the crossings of their branches; what is best for all is approximated
//! by the heuristic of Eades, Lin and Smyth (1993) for feedback arc sets.

use super::sheet::{Link, Sheet};

/// Lines of different trees that run beside each other are at least this far apart.
const NEAR: i32 = 5;
/// How far a pin may be moved where nothing else parts two lines.
const NUDGES: [i32; 6] = [4, -4, 7, -7, 2, -2];
/// What it costs that two lines lie on each other.
const TOUCH: i64 = 1_000;

/// The tracks of a channel.
#[derive(Default)]
pub(super) struct Tracks {
    /// How many there are.
    pub(super) count: usize,
    /// The track of each link, from the left; `None` where it is one straight line.
    pub(super) of: Vec<Option<usize>>,
}

/// Gives every link that is not straight a track, and counts the crossings. Pins are moved a little where lines would lie on
/// each other otherwise.
pub(super) fn assign(sheet: &mut Sheet) -> (Vec<Tracks>, usize) {
    let mut crossings = 0;
    let mut all = Vec::with_capacity(sheet.channels.len());
    for channel in 0..sheet.channels.len() {
        let mut found = tracks(&spans(sheet, channel));
        for nudge in NUDGES {
            let Some(link) = found.touching else {
                break;
            };
            if !nudge_pins(sheet, channel, link, nudge) {
                break;
            }
            found = tracks(&spans(sheet, channel));
        }
        crossings += found.crossings;
        all.push(found.tracks);
    }
    (all, crossings)
}

struct Found {
    tracks: Tracks,
    crossings: usize,
    /// A link that lies on another one nevertheless.
    touching: Option<usize>,
}

/// Where the branches of a link leave its trunk, in heights.
struct Span {
    left: Vec<i32>,
    right: Vec<i32>,
    low: i32,
    high: i32,
}

impl Span {
    fn new(sheet: &Sheet, link: &Link) -> Self {
        let heights = |pins: &[usize]| pins.iter().map(|pin| sheet.pin_y(*pin)).collect();
        let (left, right): (Vec<i32>, Vec<i32>) = (heights(&link.left), heights(&link.right));
        let all = || left.iter().chain(&right).copied();
        let (low, high) = (all().min().unwrap_or(0), all().max().unwrap_or(0));
        Self {
            left,
            right,
            low,
            high,
        }
    }

    const fn is_straight(&self) -> bool {
        self.low == self.high
    }

    const fn is_beside(&self, other: &Self) -> bool {
        self.low <= other.high + NEAR && other.low <= self.high + NEAR
    }

    /// What it costs that this one stands on the left of another.
    fn cost(&self, other: &Self) -> i64 {
        let crossed = |heights: &[i32], span: &Self| {
            heights
                .iter()
                .filter(|y| span.low < **y && **y < span.high)
                .count()
        };
        let crossings = crossed(&self.right, other) + crossed(&other.left, self);
        let near = |a: &i32| other.left.iter().any(|b| (a - b).abs() < NEAR);
        let touching = self.right.iter().filter(|a| near(a)).count();
        i64::try_from(crossings).unwrap_or(TOUCH) + i64::try_from(touching).unwrap_or(1) * TOUCH
    }
}

fn spans(sheet: &Sheet, channel: usize) -> Vec<Span> {
    sheet.channels[channel]
        .iter()
        .map(|link| Span::new(sheet, link))
        .collect()
}

fn tracks(spans: &[Span]) -> Found {
    let (straight, bent): (Vec<usize>, Vec<usize>) =
        (0..spans.len()).partition(|i| spans[*i].is_straight());
    let order = ordered(spans, &bent);
    let mut tracks = Tracks {
        count: 0,
        of: vec![None; spans.len()],
    };
    let (mut touching, mut cost) = (None, 0);
    for (place, &link) in order.iter().enumerate() {
        let mut track = 0;
        for &before in &order[..place] {
            let (as_it_is, turned) = (
                spans[before].cost(&spans[link]),
                spans[link].cost(&spans[before]),
            );
            cost += as_it_is;
            if as_it_is >= TOUCH {
                touching = Some(link);
            }
            if spans[link].is_beside(&spans[before]) || as_it_is != turned {
                track = track.max(tracks.of[before].map_or(0, |track| track + 1));
            }
        }
        cost += straight
            .iter()
            .filter(|other| {
                spans[link].low < spans[**other].low && spans[**other].low < spans[link].high
            })
            .map(|_| 1)
            .sum::<i64>();
        tracks.of[link] = Some(track);
        tracks.count = tracks.count.max(track + 1);
    }
    Found {
        tracks,
        crossings: usize::try_from(cost).unwrap_or(0),
        touching,
    }
}

/// From left to right, with few crossings.
fn ordered(spans: &[Span], links: &[usize]) -> Vec<usize> {
    let count = links.len();
    // How much each would rather stand on the left of each other one.
    let mut wish = vec![0_i64; count * count];
    for a in 0..count {
        for b in a + 1..count {
            let (one, other) = (&spans[links[a]], &spans[links[b]]);
            if one.is_beside(other) {
                let better = other.cost(one) - one.cost(other);
                wish[a * count + b] = better;
                wish[b * count + a] = -better;
            }
        }
    }
    let mut score: Vec<i64> = (0..count)
        .map(|a| wish[a * count..(a + 1) * count].iter().sum())
        .collect();
    let mut left: Vec<usize> = (0..count).collect();
    let mut order = Vec::with_capacity(count);
    while let Some(place) =
        (0..left.len()).max_by_key(|p| (score[left[*p]], std::cmp::Reverse(left[*p])))
    {
        let next = left.remove(place);
        for other in &left {
            score[*other] -= wish[other * count + next];
        }
        order.push(next);
    }
    insert_again(&mut order, &wish, count);
    order.into_iter().map(|place| links[place]).collect()
}

/// Moves each to where it is best among the others, once or twice.
fn insert_again(order: &mut Vec<usize>, wish: &[i64], count: usize) {
    for _ in 0..2 {
        let mut moved = false;
        for item in 0..count {
            let Some(at) = order.iter().position(|other| *other == item) else {
                continue;
            };
            // The gain of standing before each place, compared with where it stands now.
            let (mut best, mut gain) = (at, 0);
            let mut sum = 0;
            for place in (0..at).rev() {
                sum += wish[item * count + order[place]];
                if sum > gain {
                    (best, gain) = (place, sum);
                }
            }
            sum = 0;
            for place in at + 1..order.len() {
                sum -= wish[item * count + order[place]];
                if sum > gain {
                    (best, gain) = (place, sum);
                }
            }
            if best != at {
                order.remove(at);
                order.insert(best, item);
                moved = true;
            }
        }
        if !moved {
            break;
        }
    }
}

/// Moves the pins of a link that boxes or lines across columns leave room for. Whether any was.
fn nudge_pins(sheet: &mut Sheet, channel: usize, link: usize, by: i32) -> bool {
    let pins: Vec<usize> = sheet.channels[channel][link].pins().collect();
    let mut moved = false;
    for pin in pins {
        let of = &sheet.pins[pin];
        let (y, (low, high)) = (of.y + by, of.range);
        let mut beside = sheet.items[of.item]
            .pins
            .iter()
            .filter(|other| **other != pin);
        let is_free = beside.all(|other| {
            let other = &sheet.pins[*other];
            other.side != of.side || (other.y - y).abs() >= NEAR
        });
        if low < y && y < high && is_free {
            sheet.pins[pin].y = y;
            moved = true;
        }
    }
    moved
}
