//! How far from the top each item stands: lines as straight as the order allows.

use super::order::spread_pins;
use super::sheet::Sheet;

const SWEEPS: usize = 14;
/// Bends over less than that are taken out where there is room.
const JOG: i32 = 24;
/// Lines are told apart that are this far apart.
const PART: i32 = 5;

/// Sets the tops of all items.
pub(super) fn set(sheet: &mut Sheet) {
    for sweep in 0..SWEEPS {
        let count = sheet.columns.len();
        for step in 0..count {
            let column = if sweep % 2 == 0 {
                step
            } else {
                count - 1 - step
            };
            let sides = match (sweep + 2 < SWEEPS, sweep % 2 == 0) {
                (false, _) => [true, true],
                (true, forward) => [forward, !forward],
            };
            settle(sheet, column, sides);
        }
        if sweep % 4 == 1 {
            spread_pins(sheet);
        }
    }
    for _ in 0..2 {
        for column in 0..sheet.columns.len() {
            straighten(sheet, column);
        }
    }
    for channel in 0..sheet.channels.len() {
        part(sheet, channel);
    }
    let first = sheet.items.iter().map(|item| item.top).min().unwrap_or(0);
    for item in &mut sheet.items {
        item.top -= first;
    }
}

/// Moves the items of a column to where their lines want them, as far as their order and distances allow: the least sum of
/// squares, by pooling neighbours that want to pass each other.
fn settle(sheet: &mut Sheet, column: usize, sides: [bool; 2]) {
    let items = &sheet.columns[column];
    let wanted = wanted(sheet, column, sides);
    let mut blocks: Vec<Block> = Vec::with_capacity(items.len());
    let mut offset = 0;
    let mut offsets = Vec::with_capacity(items.len());
    for (place, item) in items.iter().enumerate() {
        if let Some(above) = place.checked_sub(1).map(|p| items[p]) {
            offset += sheet.items[above].height + sheet.gap(above, *item);
        }
        offsets.push(offset);
        let (at, weight) = wanted[place];
        let mut block = Block {
            sum: (at - f64::from(offset)) * weight,
            weight,
            count: 1,
        };
        while let Some(above) = blocks.pop_if(|above| above.mean() >= block.mean()) {
            block = above.and(block);
        }
        blocks.push(block);
    }
    let tops: Vec<i32> = blocks
        .iter()
        .flat_map(|block| std::iter::repeat_n(block.mean(), block.count))
        .zip(offsets)
        .map(|(mean, offset)| rounded(mean) + offset)
        .collect();
    for (item, top) in sheet.columns[column].clone().into_iter().zip(tops) {
        sheet.items[item].top = top;
    }
}

/// Moves each item of a column a little, where more of its lines are straight then and its neighbours leave room.
fn straighten(sheet: &mut Sheet, column: usize) {
    let off = off_by(sheet, column);
    let items = sheet.columns[column].clone();
    for (place, &item) in items.iter().enumerate() {
        let (top, bottom) = (
            sheet.items[item].top,
            sheet.items[item].top + sheet.items[item].height,
        );
        let above = place.checked_sub(1).map(|above| items[above]);
        let up = above.map_or(JOG, |above| {
            let end = sheet.items[above].top + sheet.items[above].height;
            top - end - sheet.gap(above, item)
        });
        let below = items.get(place + 1);
        let down = below.map_or(JOG, |below| {
            sheet.items[*below].top - bottom - sheet.gap(item, *below)
        });
        let straight = |by: i32| off[place].iter().filter(|off| **off == by).count();
        let moves = off[place]
            .iter()
            .copied()
            .filter(|by| (-up.min(JOG)..=down.min(JOG)).contains(by));
        let best = moves.max_by_key(|by| (straight(*by), -by.abs(), *by));
        if let Some(by) = best.filter(|by| straight(*by) > straight(0)) {
            sheet.items[item].top += by;
        }
    }
}

/// Parts lines that change places in a channel: where each leaves at the height at which the other arrives, no order of their
/// tracks keeps them from lying on each other.
fn part(sheet: &mut Sheet, channel: usize) {
    let heights = |sheet: &Sheet, pins: &[usize]| {
        pins.iter().map(|pin| sheet.pin_y(*pin)).collect::<Vec<_>>()
    };
    for one in 0..sheet.channels[channel].len() {
        for other in 0..one {
            let [a, b] = [one, other].map(|link| {
                let link = &sheet.channels[channel][link];
                (heights(sheet, &link.left), heights(sheet, &link.right))
            });
            if !(meet(&a.0, &b.1) && meet(&b.0, &a.1)) {
                continue;
            }
            let links = [one, other].map(|link| &sheet.channels[channel][link]);
            let pins = links
                .into_iter()
                .flat_map(|link| link.right.iter().chain(&link.left));
            let mut items = pins.map(|pin| sheet.pins[*pin].item);
            if let Some(wire) = items.find(|item| sheet.items[*item].is_wire) {
                sheet.items[wire].top += PART;
            }
        }
    }
}

fn meet(some: &[i32], others: &[i32]) -> bool {
    some.iter()
        .any(|a| others.iter().any(|b| (a - b).abs() < PART))
}

/// How far each item of a column would have to move for each of its lines to be straight.
fn off_by(sheet: &Sheet, column: usize) -> Vec<Vec<i32>> {
    let mut off: Vec<Vec<i32>> = vec![Vec::new(); sheet.items.len()];
    let before = column.checked_sub(1).map(|before| &sheet.channels[before]);
    let left = before
        .into_iter()
        .flatten()
        .map(|link| (&link.right, &link.left));
    let right = sheet.channels[column]
        .iter()
        .map(|link| (&link.left, &link.right));
    for (here, there) in left.chain(right) {
        for pin in here {
            let by = there
                .iter()
                .map(|other| sheet.pin_y(*other) - sheet.pin_y(*pin));
            off[sheet.pins[*pin].item].extend(by);
        }
    }
    sheet.columns[column]
        .iter()
        .map(|item| std::mem::take(&mut off[*item]))
        .collect()
}

#[allow(
    clippy::cast_possible_truncation,
    reason = "a sheet is far smaller than i32::MAX"
)]
fn rounded(y: f64) -> i32 {
    y.round() as i32
}

/// Items that stand at their least distances from each other.
struct Block {
    sum: f64,
    weight: f64,
    count: usize,
}

impl Block {
    fn mean(&self) -> f64 {
        self.sum / self.weight
    }

    fn and(self, below: Self) -> Self {
        Self {
            sum: self.sum + below.sum,
            weight: self.weight + below.weight,
            count: self.count + below.count,
        }
    }
}

/// Where each item of a column wants its top, and how much.
fn wanted(sheet: &Sheet, column: usize, [left, right]: [bool; 2]) -> Vec<(f64, f64)> {
    let mut tops: Vec<Vec<i32>> = vec![Vec::new(); sheet.columns[column].len()];
    let mut place = vec![usize::MAX; sheet.items.len()];
    for (at, item) in sheet.columns[column].iter().enumerate() {
        place[*item] = at;
    }
    let mut add = |here: &[usize], there: &[usize]| {
        for pin in here {
            let pin = &sheet.pins[*pin];
            let aligned = there.iter().map(|other| sheet.pin_y(*other) - pin.y);
            tops[place[pin.item]].extend(aligned);
        }
    };
    if left && column > 0 {
        for link in &sheet.channels[column - 1] {
            add(&link.right, &link.left);
        }
    }
    if right {
        for link in &sheet.channels[column] {
            add(&link.left, &link.right);
        }
    }
    let items = sheet.columns[column].iter();
    let wanted = items.zip(&mut tops).map(|(item, tops)| {
        let item = &sheet.items[*item];
        tops.sort_unstable();
        // A line that crosses a column has nothing else to be straight for.
        let weight = if item.is_wire { 2.0 } else { 1.0 };
        match tops.get(tops.len() / 2) {
            Some(median) => (f64::from(*median), weight),
            None => (f64::from(item.top), 0.02),
        }
    });
    wanted.collect()
}
