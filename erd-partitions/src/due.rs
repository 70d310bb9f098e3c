//! What is due: which partitions have to be made, and which are over. No server and no clock.

use crate::calendar::Moment;
use erd_core::naming;
use erd_core::schema::{Interval, OverTime, Unit};

/// How many partitions are made ahead where the declaration does not say.
pub const AHEAD: u32 = 4;
/// More than this at once is a mistake in the declaration, or in the clock.
pub const MOST: usize = 2_000;

/// A partition that is there. A bound that is missing is none: it holds everything before, or after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Existing {
    /// Its name.
    pub name: String,
    /// Its first moment.
    pub from: Option<Moment>,
    /// The moment after its last.
    pub to: Option<Moment>,
}

/// A partition to make.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// Its name.
    pub name: String,
    /// Its first moment.
    pub from: Moment,
    /// The moment after its last.
    pub to: Moment,
}

/// What is due.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Due {
    /// What to make, in order; no two of them overlap, nor one of them and a partition that is there.
    pub make: Vec<Span>,
    /// Positions of those whose rows are all older than what is retained.
    pub over: Vec<usize>,
    /// The partition without an end, behind which none can be made.
    pub endless: Option<usize>,
    /// Whether more than [`MOST`] would have to be made, so that none is.
    pub too_many: bool,
}

/// What is due at a moment. `prefix` is what names begin with: that of the table, or `p`.
///
/// The partitions to make cover everything from the current period to `ahead` periods after it, and what is missing
/// between the oldest partition that is not over and the current period. A period of which a part is covered already, because
/// the interval was another one, gets a partition of the rest.
pub fn due(
    prefix: &str,
    over_time: OverTime,
    ahead: u32,
    existing: &[Existing],
    now: Moment,
) -> Due {
    let every = over_time.every;
    let cutoff = over_time.retain.map(|retain| now.plus(retain, -1));
    let is_over =
        |part: &Existing| matches!((part.to, cutoff), (Some(to), Some(cutoff)) if to <= cutoff);
    let mut due = Due {
        over: (0..existing.len())
            .filter(|i| is_over(&existing[*i]))
            .collect(),
        endless: existing.iter().position(|part| part.to.is_none()),
        ..Due::default()
    };
    let current = now.start_of(every);
    let stay = existing
        .iter()
        .filter(|part| !is_over(part) && part.to > Some(Moment(0)));
    let begin = stay.filter_map(|part| part.to).fold(current, Moment::min);
    if ahead as usize >= MOST {
        due.too_many = true;
        return due;
    }
    let end = current.plus(every, i64::from(ahead) + 1);
    let mut taken: Vec<(Option<Moment>, Option<Moment>)> =
        existing.iter().map(|part| (part.from, part.to)).collect();
    taken.sort_by_key(|(from, _)| *from);

    let mut cell = begin.start_of(every);
    let mut cells = 0;
    while cell < end {
        cells += 1;
        if cells > MOST {
            due.make.clear();
            due.too_many = true;
            break;
        }
        let next = cell.plus(every, 1);
        let mut from = cell.max(begin);
        for (start, stop) in &taken {
            let start = start.unwrap_or(Moment(i64::MIN));
            let stop = stop.unwrap_or(Moment(i64::MAX));
            if stop <= from || start >= next {
                continue;
            }
            if from < start {
                due.make.push(span(prefix, every, from, start));
            }
            from = from.max(stop);
        }
        if from < next {
            due.make.push(span(prefix, every, from, next));
        }
        cell = next;
    }
    due
}

fn span(prefix: &str, every: Interval, from: Moment, to: Moment) -> Span {
    Span {
        name: naming::fit(&format!("{prefix}_{}", suffix(every, from))),
        from,
        to,
    }
}

/// As much of the first moment as tells it from all others: `2026_11`, `2026_11_30`, `2026_11_30_06`.
fn suffix(every: Interval, from: Moment) -> String {
    let ((year, month, day), (hour, minute, second)) = (from.date(), from.time());
    let whole = from.start_of(every) == from;
    let year = format!("{year:04}");
    match every.unit {
        Unit::Year if whole => year,
        Unit::Month if whole => format!("{year}_{month:02}"),
        _ => {
            let date = format!("{year}_{month:02}_{day:02}");
            match (hour, minute, second) {
                (0, 0, 0) if every.unit != Unit::Hour => date,
                (_, 0, 0) => format!("{date}_{hour:02}"),
                _ => format!("{date}_{hour:02}{minute:02}{second:02}"),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn moment(text: &str) -> Moment {
        text.parse().unwrap()
    }

    fn over_time(every: &str, retain: Option<&str>) -> OverTime {
        OverTime {
            every: every.parse().unwrap(),
            retain: retain.map(|text| text.parse().unwrap()),
            archive: false,
        }
    }

    fn part(name: &str, from: Option<&str>, to: Option<&str>) -> Existing {
        Existing {
            name: name.to_owned(),
            from: from.map(moment),
            to: to.map(moment),
        }
    }

    fn made(due: &Due) -> Vec<String> {
        due.make
            .iter()
            .map(|s| {
                format!(
                    "{} {} {}",
                    s.name,
                    &s.from.to_string()[..10],
                    &s.to.to_string()[..10]
                )
            })
            .collect()
    }

    #[test]
    fn the_first_partition_has_now_in_it() {
        let due = due(
            "orders",
            over_time("1 month", None),
            2,
            &[],
            moment("2026-11-30 23:59:59"),
        );
        assert_eq!(
            made(&due),
            [
                "orders_2026_11 2026-11-01 2026-12-01",
                "orders_2026_12 2026-12-01 2027-01-01",
                "orders_2027_01 2027-01-01 2027-02-01",
            ]
        );
    }

    #[test]
    fn names_tell_periods_apart() {
        let name = |every: &str| {
            due(
                "t",
                over_time(every, None),
                0,
                &[],
                moment("2024-02-29 13:30:00"),
            )
            .make[0]
                .name
                .clone()
        };
        assert_eq!(name("1 year"), "t_2024");
        assert_eq!(name("3 months"), "t_2024_01");
        assert_eq!(name("1 week"), "t_2024_02_26");
        assert_eq!(name("1 day"), "t_2024_02_29");
        assert_eq!(name("1 hour"), "t_2024_02_29_13");
        let long = "x".repeat(70);
        let due = due(
            &long,
            over_time("1 month", None),
            12,
            &[],
            moment("2024-02-29"),
        );
        let names: BTreeSet<_> = due.make.iter().map(|s| &s.name).collect();
        assert!(
            names.len() == 13 && names.iter().all(|name| name.len() <= 63),
            "{names:?}"
        );
    }

    #[test]
    fn what_is_missing_in_between_is_made_too() {
        let old = [
            part("a", Some("2026-07-01"), Some("2026-08-01")),
            part("b", Some("2026-09-01"), Some("2026-10-01")),
        ];
        let due = due(
            "t",
            over_time("1 month", None),
            0,
            &old,
            moment("2026-11-05"),
        );
        assert_eq!(
            made(&due),
            [
                "t_2026_08 2026-08-01 2026-09-01",
                "t_2026_10 2026-10-01 2026-11-01",
                "t_2026_11 2026-11-01 2026-12-01"
            ]
        );
    }

    #[test]
    fn a_new_interval_begins_where_the_old_one_ends() {
        let old = [part("t_2026_11", Some("2026-11-01"), Some("2026-12-01"))];
        let due = due(
            "t",
            over_time("1 week", None),
            1,
            &old,
            moment("2026-11-30 12:00:00"),
        );
        assert_eq!(
            made(&due),
            [
                "t_2026_12_01 2026-12-01 2026-12-07",
                "t_2026_12_07 2026-12-07 2026-12-14"
            ]
        );
    }

    #[test]
    fn over_is_what_has_no_row_left_that_is_retained() {
        let old = [
            part("a", None, Some("2025-10-01")),
            part("b", Some("2025-10-01"), Some("2025-11-01")),
            part("c", Some("2025-11-01"), Some("2027-01-01")),
        ];
        let at = |text: &str| {
            due(
                "t",
                over_time("1 month", Some("13 months")),
                0,
                &old,
                moment(text),
            )
            .over
        };
        assert_eq!(at("2026-11-30 23:59:59"), [0]);
        assert_eq!(at("2026-12-01 00:00:00"), [0, 1]);
        assert!(
            due(
                "t",
                over_time("1 month", None),
                0,
                &old,
                moment("2030-01-01")
            )
            .over
            .is_empty()
        );
    }

    #[test]
    fn nothing_is_made_behind_a_partition_without_an_end() {
        let old = [part("rest", Some("2026-01-01"), None)];
        let due = due(
            "t",
            over_time("1 month", None),
            3,
            &old,
            moment("2026-11-30"),
        );
        assert_eq!((due.make.len(), due.endless), (0, Some(0)));
    }

    #[test]
    fn a_premake_beyond_every_calendar_makes_none() {
        let millennia = over_time("1000 years", None);
        let due = due("t", millennia, u32::MAX, &[], moment("2026-11-30"));
        assert!(due.too_many && due.make.is_empty());
    }

    fn every() -> impl Strategy<Value = Interval> {
        let unit = prop::sample::select(Unit::ALL.to_vec());
        (1_u32..14, unit).prop_map(|(count, unit)| Interval { count, unit })
    }

    proptest! {
        /// From a series of runs at growing moments, with another interval each time: no gap, no overlap, now is covered.
        #[test]
        fn no_run_leaves_a_gap_or_an_overlap(
            start in 0_i64..4_102_444_800,
            runs in prop::collection::vec((every(), 0_u32..6, 0_i64..100 * 86_400), 1..6),
        ) {
            let mut now = Moment(start);
            let mut existing: Vec<Existing> = Vec::new();
            for (every, ahead, later) in runs {
                now = Moment(now.0 + later);
                let over_time = OverTime { every, retain: None, archive: false };
                let due = due("t", over_time, ahead, &existing, now);
                prop_assume!(!due.too_many);
                existing.extend(due.make.into_iter().map(|s| Existing { name: s.name, from: Some(s.from), to: Some(s.to) }));
                let mut bounds: Vec<_> = existing.iter().map(|e| (e.from.unwrap(), e.to.unwrap())).collect();
                bounds.sort();
                prop_assert!(bounds.iter().all(|(from, to)| from < to));
                prop_assert!(bounds.windows(2).all(|pair| pair[0].1 == pair[1].0), "{bounds:?}");
                prop_assert!(bounds.iter().any(|(from, to)| *from <= now && now < *to));
                prop_assert!(bounds.last().unwrap().1 >= now.start_of(every).plus(every, i64::from(ahead) + 1));
                let names: BTreeSet<_> = existing.iter().map(|e| &e.name).collect();
                prop_assert!(names.len() == existing.len(), "{names:?}");
                // A second run at the same moment has nothing to do.
                prop_assert!(super::due("t", over_time, ahead, &existing, now).make.is_empty());
            }
        }
    }
}
