//! Rectangles side by side on one sheet.

use super::Point;

/// The width of the sheet that is aimed at, divided by its height.
pub(super) const ASPECT: f64 = 1.5;

/// The places of rectangles of these sizes, at a distance of `gap` from each other, and the size of the whole.
///
/// The tallest come first, each as far up and then as far left as there is room under the skyline of those before it. Of
/// several widths of the sheet that with the least area wins, of those whose aspect is near [`ASPECT`].
pub(super) fn pack(sizes: &[(i32, i32)], gap: i32) -> (Vec<Point>, (i32, i32)) {
    let mut order: Vec<usize> = (0..sizes.len()).collect();
    order.sort_by_key(|i| (-sizes[*i].1, -sizes[*i].0, *i));
    let area: f64 = sizes
        .iter()
        .map(|(w, h)| f64::from(w + gap) * f64::from(h + gap))
        .sum();
    let widest = sizes.iter().map(|(w, _)| *w).max().unwrap_or(0);
    #[allow(
        clippy::cast_possible_truncation,
        reason = "a sheet is far smaller than i32::MAX"
    )]
    let width_of = |share: f64| ((area * ASPECT * share).sqrt() as i32).max(widest + gap);
    let tries = [0.8, 0.9, 1.0, 1.1, 1.2, 1.35, 1.5]
        .map(|share| skyline(sizes, &order, gap, width_of(share)));
    let cost = |size: (i32, i32)| {
        let (w, h) = (f64::from(size.0), f64::from(size.1));
        let off = (w / h / ASPECT).ln().abs();
        w * h * (1.0 + off * off)
    };
    let best = tries
        .into_iter()
        .min_by(|a, b| cost(a.1).total_cmp(&cost(b.1)));
    best.unwrap_or_default()
}

/// Bottom-left packing, upside down: `line` holds, from left to right, where the free space under what is placed begins.
fn skyline(
    sizes: &[(i32, i32)],
    order: &[usize],
    gap: i32,
    width: i32,
) -> (Vec<Point>, (i32, i32)) {
    let mut places = vec![Point::default(); sizes.len()];
    let mut line: Vec<(i32, i32, i32)> = vec![(0, width, 0)];
    for &i in order {
        let (w, h) = (sizes[i].0 + gap, sizes[i].1 + gap);
        let fit = |start: usize| {
            let x = line[start].0;
            let under = line[start..].iter().take_while(|(left, ..)| *left < x + w);
            let y = under.map(|(.., y)| *y).max().unwrap_or(0);
            (x + w <= width || start == 0).then_some((y, x))
        };
        let (y, x) = (0..line.len()).filter_map(fit).min().unwrap_or((0, 0));
        places[i] = Point { x, y };
        let mut next = Vec::with_capacity(line.len() + 2);
        for (left, right, at) in line {
            if left < x {
                next.push((left, right.min(x), at));
            }
            if right > x + w {
                next.push((left.max(x + w), right, at));
            }
        }
        next.push((x, x + w, y + h));
        next.sort_unstable();
        line = next;
    }
    let right = places.iter().zip(sizes).map(|(p, (w, _))| p.x + w).max();
    let bottom = places.iter().zip(sizes).map(|(p, (_, h))| p.y + h).max();
    (places, (right.unwrap_or(0), bottom.unwrap_or(0)))
}
