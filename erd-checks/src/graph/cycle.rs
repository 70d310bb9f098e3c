//! C01 during const evaluation: the walk over mandatory foreign keys.

use super::{edge, start, text};
use crate::rules::c01_mandatory_fk_cycle as c01;
use erd_core::def::{EntityDef, ForeignKeyDef};
use erd_core::text::Text;

/// Steps of a loop that are remembered; a longer one is cut in the middle.
const REMEMBERED: usize = 40;

/// Whether `entity` could be the member with the smallest id of a loop that starts with `fk`.
pub(crate) const fn is_candidate(entity: &EntityDef, fk: &ForeignKeyDef) -> bool {
    fk.target.id > entity.id && edge::is_mandatory(entity, fk)
}

/// Says which loop starts with a foreign key that is a candidate, during const evaluation.
pub(crate) const fn explain(
    entity: &'static EntityDef,
    foreign_key: usize,
    out: &mut Option<Text>,
) {
    let fk = &entity.foreign_keys[foreign_key];
    let mut found = Loop {
        steps: [(entity, foreign_key); REMEMBERED],
        len: 1,
    };
    // Nearly every walk ends after a few entities; a larger memory is set up only for those that do not.
    let mut outcome = search::<1024, 256>(entity, fk.target, &mut found);
    if let Outcome::Full = outcome {
        outcome = search::<4096, 1024>(entity, fk.target, &mut found);
    }
    if let Outcome::Full = outcome {
        outcome = search::<65_536, 16_384>(entity, fk.target, &mut found);
    }
    if let Outcome::Full = outcome {
        outcome = search::<1_048_576, 524_288>(entity, fk.target, &mut found);
    }
    match outcome {
        Outcome::None => {}
        Outcome::Found => found.explain(start(out)),
        Outcome::Full => {
            panic!("erd: more than 524288 entities in one graph of mandatory foreign keys")
        }
    }
}

enum Outcome {
    None,
    Found,
    /// The memory is too small for a verdict.
    Full,
}

/// A loop: entities with the foreign key that leads to the next one.
struct Loop {
    steps: [(&'static EntityDef, usize); REMEMBERED],
    len: usize,
}

/// Looks for the shortest way from `first` back to `home`, breadth first, over entities with larger ids than `home`.
///
/// This loop is most of what the checks cost a build: a call, even of `len`, is as dear as ten statements, and so is a
/// second look into the set. `SLOTS` is a power of two and leaves most of the set free.
#[inline(never)]
#[allow(
    clippy::cast_possible_truncation,
    reason = "of an id only the lowest bits choose a slot"
)]
const fn search<const SLOTS: usize, const QUEUE: usize>(
    home: &'static EntityDef,
    first: &'static EntityDef,
    found: &mut Loop,
) -> Outcome {
    let least = home.id;
    // An open-addressed set of ids. None of them is 0, because they are larger than `least`.
    let mut seen = [0_u64; SLOTS];
    seen[first.id as usize & (SLOTS - 1)] = first.id;
    // The queue, and for each of its members the position of the one that led there.
    let mut queue = [first; QUEUE];
    let mut before = [0_usize; QUEUE];
    let mut len = 1;
    let mut at = 0;
    while at < len {
        let entity = queue[at];
        let mut keys = entity.foreign_keys;
        while let [fk, rest @ ..] = keys {
            keys = rest;
            // A reference to the own table leads to an id that was seen.
            if !fk.mandatory {
                continue;
            }
            let target = fk.target;
            let id = target.id;
            if id <= least {
                if id == least {
                    found.remember(&queue, &before, at);
                    return Outcome::Found;
                }
                continue;
            }
            let mut slot = id as usize & (SLOTS - 1);
            let mut other = seen[slot];
            while other != 0 && other != id {
                slot = (slot + 1) & (SLOTS - 1);
                other = seen[slot];
            }
            if other == 0 {
                if len == QUEUE {
                    return Outcome::Full;
                }
                seen[slot] = id;
                queue[len] = target;
                before[len] = at;
                len += 1;
            }
        }
        at += 1;
    }
    Outcome::None
}

impl Loop {
    /// Walks back from the last entity of the loop, which is at `at` in the queue.
    const fn remember(&mut self, queue: &[&'static EntityDef], before: &[usize], at: usize) {
        let mut hops = 1;
        let mut i = at;
        while i != 0 {
            i = before[i];
            hops += 1;
        }
        self.len = 1 + hops;
        let mut next = self.steps[0].0;
        let (mut i, mut position) = (at, hops);
        while position > 0 {
            if position < REMEMBERED {
                self.steps[position] = (queue[i], leading_to(queue[i], next));
            }
            next = queue[i];
            i = before[i];
            position -= 1;
        }
    }

    const fn explain(&self, out: &mut Text) {
        let mut message = Text::new().with(c01::MESSAGE);
        self.push_paths(&mut message, " -> ");
        message.push(" -> ");
        text::push_table(&mut message, self.steps[0].0);
        message.push("`");
        let mut option = Text::new().with(c01::HELP_OPTION);
        self.push_paths(&mut option, "`, `");
        option.push("`");
        let help = &[option.as_str(), c01::HELP_DEFERRABLE];
        text::push_finding(out, &c01::RULE, message.as_str(), c01::RULE.why, help, true);
    }

    const fn push_paths(&self, text: &mut Text, between: &str) {
        let mut i = 0;
        while i < self.len && i < REMEMBERED {
            if i > 0 {
                text.push(between);
            }
            let (entity, fk) = self.steps[i];
            text::push_path(text, entity, entity.foreign_keys[fk].columns);
            i += 1;
        }
        if i < self.len {
            text.push(between);
            text.push("..");
        }
    }
}

/// The first mandatory foreign key of `entity` that references `target`.
const fn leading_to(entity: &EntityDef, target: &EntityDef) -> usize {
    let keys = entity.foreign_keys;
    let mut i = 0;
    while keys[i].target.id != target.id || !edge::is_mandatory(entity, &keys[i]) {
        i += 1;
    }
    i
}
