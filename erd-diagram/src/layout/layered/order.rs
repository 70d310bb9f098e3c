//! The order of items within their columns: as few crossings as can be had.

use super::attempt::Start;
use super::sheet::{Link, Sheet};

const SWEEPS: usize = 10;

/// Orders the columns, and the pins that share a range.
pub(super) fn order(sheet: &mut Sheet, start: Start) {
    begin(sheet, start);
    stack(sheet);
    let mut best = (crossings(sheet), sheet.columns.clone());
    for sweep in 0..SWEEPS {
        let count = sheet.columns.len();
        let forward = sweep % 2 == 0;
        for step in 0..count {
            let column = if forward { step } else { count - 1 - step };
            by_neighbours(sheet, column, forward, sweep >= SWEEPS / 2);
        }
        spread_pins(sheet);
        let found = crossings(sheet);
        if found < best.0 {
            best = (found, sheet.columns.clone());
        }
        if found == 0 {
            break;
        }
    }
    sheet.columns = best.1;
    stack(sheet);
    spread_pins(sheet);
    swap(sheet);
    stack(sheet);
    spread_pins(sheet);
}

fn begin(sheet: &mut Sheet, start: Start) {
    match start {
        Start::Given => {}
        Start::Reversed => sheet.columns.iter_mut().for_each(|column| column.reverse()),
        Start::Walked => {
            let place = walked(sheet);
            for column in &mut sheet.columns {
                column.sort_by_key(|item| place[*item]);
            }
        }
    }
}

/// When a walk along the lines, in depth first, comes by each item.
fn walked(sheet: &Sheet) -> Vec<usize> {
    let ends = Ends::new(sheet);
    let mut place = vec![usize::MAX; sheet.items.len()];
    let mut count = 0;
    for start in 0..sheet.items.len() {
        let mut open = vec![start];
        while let Some(item) = open.pop() {
            if place[item] != usize::MAX {
                continue;
            }
            place[item] = count;
            count += 1;
            let next = ends.0[item]
                .iter()
                .flatten()
                .map(|pin| sheet.pins[*pin].item);
            open.extend(next.filter(|next| place[*next] == usize::MAX));
        }
    }
    place
}

/// Puts the items of all columns below each other, centred.
fn stack(sheet: &mut Sheet) {
    for column in 0..sheet.columns.len() {
        stack_column(sheet, column);
    }
}

fn stack_column(sheet: &mut Sheet, column: usize) {
    let mut y = 0;
    let items = sheet.columns[column].clone();
    for (place, item) in items.iter().enumerate() {
        if let Some(above) = place.checked_sub(1).map(|p| items[p]) {
            y += sheet.gap(above, *item);
        }
        sheet.items[*item].top = y;
        y += sheet.items[*item].height;
    }
    for item in items {
        sheet.items[item].top -= y / 2;
    }
}

/// Sorts a column by where the other ends of its lines are, on one side or on both.
fn by_neighbours(sheet: &mut Sheet, column: usize, left: bool, both: bool) {
    let mut wanted = vec![None; sheet.items.len()];
    let mut add = |sheet: &Sheet, links: &[Link], here_is_right: bool| {
        for link in links {
            let (here, there) = if here_is_right {
                (&link.right, &link.left)
            } else {
                (&link.left, &link.right)
            };
            for pin in here {
                let others = there.iter().chain(
                    here.iter()
                        .filter(|other| there.is_empty() && *other != pin),
                );
                for other in others {
                    let entry = wanted[sheet.pins[*pin].item].get_or_insert((0_i64, 0_i64));
                    entry.0 += i64::from(sheet.pin_y(*other) - sheet.pins[*pin].y);
                    entry.1 += 1;
                }
            }
        }
    };
    if (left || both) && column > 0 {
        add(sheet, &sheet.channels[column - 1], true);
    }
    if !left || both {
        add(sheet, &sheet.channels[column], false);
    }
    let key = |item: usize| {
        let at = &sheet.items[item];
        let middle = at.top + at.height / 2;
        wanted[item].map_or(i64::from(middle), |(sum, count): (i64, i64)| {
            sum / count + i64::from(at.height / 2)
        })
    };
    let mut items: Vec<(i64, usize)> = sheet.columns[column]
        .iter()
        .map(|i| (key(*i), *i))
        .collect();
    items.sort_by_key(|(key, _)| *key);
    sheet.columns[column] = items.into_iter().map(|(_, item)| item).collect();
    stack_column(sheet, column);
}

/// Spaces pins that share a range out over it, in the order of their other ends.
pub(super) fn spread_pins(sheet: &mut Sheet) {
    let wanted = partners(sheet);
    for item in 0..sheet.items.len() {
        let mut pins: Vec<usize> = sheet.items[item].pins.clone();
        let key = |sheet: &Sheet, pin: usize| (sheet.pins[pin].side, sheet.pins[pin].range);
        pins.sort_by_key(|pin| (key(sheet, *pin), wanted[*pin], *pin));
        let mut rest = pins.as_slice();
        while let Some(first) = rest.first() {
            let count = rest
                .iter()
                .take_while(|pin| key(sheet, **pin) == key(sheet, *first))
                .count();
            let (shared, others) = rest.split_at(count);
            let (low, high) = sheet.pins[*first].range;
            let parts = i32::try_from(count).unwrap_or(i32::MAX);
            for (place, pin) in (0..).zip(shared) {
                sheet.pins[*pin].y = low + (high - low) * (2 * place + 1) / (2 * parts);
            }
            rest = others;
        }
    }
}

/// The mean height of the other ends of each pin.
fn partners(sheet: &Sheet) -> Vec<i32> {
    let mut sums = vec![(0_i64, 0_i64); sheet.pins.len()];
    for link in sheet.channels.iter().flatten() {
        for (here, there) in [(&link.left, &link.right), (&link.right, &link.left)] {
            let others = if there.is_empty() { here } else { there };
            let sum: i64 = others.iter().map(|pin| i64::from(sheet.pin_y(*pin))).sum();
            for pin in here {
                sums[*pin].0 += sum;
                sums[*pin].1 += i64::try_from(others.len()).unwrap_or(1);
            }
        }
    }
    let mean = |(sum, count): (i64, i64)| i32::try_from(sum / count.max(1)).unwrap_or(0);
    sums.into_iter().map(mean).collect()
}

/// How often lines cross in all channels, about: each pin on one side is taken as connected with each on the other.
pub(super) fn crossings(sheet: &Sheet) -> usize {
    sheet
        .channels
        .iter()
        .map(|links| crossings_of(sheet, links))
        .sum()
}

fn crossings_of(sheet: &Sheet, links: &[Link]) -> usize {
    let mut pairs: Vec<(i32, i32)> = Vec::new();
    for link in links {
        for left in &link.left {
            pairs.extend(
                link.right
                    .iter()
                    .map(|right| (sheet.pin_y(*left), sheet.pin_y(*right))),
            );
        }
    }
    pairs.sort_unstable();
    let mut ends: Vec<i32> = pairs.iter().map(|pair| pair.1).collect();
    let mut scratch = vec![0; ends.len()];
    inversions(&mut ends, &mut scratch)
}

/// How many pairs are in the wrong order, by merge sort.
fn inversions(list: &mut [i32], scratch: &mut [i32]) -> usize {
    let middle = list.len() / 2;
    if middle == 0 {
        return 0;
    }
    let (low, high) = list.split_at_mut(middle);
    let (low_scratch, high_scratch) = scratch.split_at_mut(middle);
    let mut count = inversions(low, low_scratch) + inversions(high, high_scratch);
    let (mut i, mut j) = (0, 0);
    for slot in scratch.iter_mut() {
        if j >= high.len() || (i < low.len() && low[i] <= high[j]) {
            *slot = low[i];
            i += 1;
        } else {
            *slot = high[j];
            j += 1;
            count += low.len() - i;
        }
    }
    list.copy_from_slice(scratch);
    count
}

/// Swaps neighbours in a column while that takes crossings away.
fn swap(sheet: &mut Sheet) {
    let ends = Ends::new(sheet);
    for _ in 0..6 {
        let mut improved = false;
        for column in 0..sheet.columns.len() {
            for place in 1..sheet.columns[column].len() {
                let (above, below) = (
                    sheet.columns[column][place - 1],
                    sheet.columns[column][place],
                );
                let (now, then) = (
                    ends.between(sheet, above, below),
                    ends.between(sheet, below, above),
                );
                if then < now {
                    sheet.columns[column].swap(place - 1, place);
                    stack_column(sheet, column);
                    improved = true;
                }
            }
        }
        if !improved {
            break;
        }
        spread_pins(sheet);
    }
}

/// For each item the pins at the other ends of its lines, on the left and on the right.
struct Ends(Vec<[Vec<usize>; 2]>);

impl Ends {
    fn new(sheet: &Sheet) -> Self {
        let mut ends: Vec<[Vec<usize>; 2]> = Vec::new();
        ends.resize_with(sheet.items.len(), Default::default);
        for link in sheet.channels.iter().flatten() {
            for pin in &link.left {
                ends[sheet.pins[*pin].item][1].extend(&link.right);
            }
            for pin in &link.right {
                ends[sheet.pins[*pin].item][0].extend(&link.left);
            }
        }
        Self(ends)
    }

    /// Crossings of the lines of two items with each other, where the first stands above the second.
    fn between(&self, sheet: &Sheet, above: usize, below: usize) -> usize {
        let side = |side: usize| {
            let upper = self.0[above][side].iter().map(|pin| sheet.pin_y(*pin));
            let lower = &self.0[below][side];
            upper
                .map(|y| lower.iter().filter(|pin| sheet.pin_y(**pin) < y).count())
                .sum::<usize>()
        };
        side(0) + side(1)
    }
}
