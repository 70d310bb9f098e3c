//! What a migration on PostgreSQL locks until it ends, against what its plan says.

use erd_migrate::{LockMode, Migration};
use std::collections::{BTreeMap, BTreeSet};
use testkit::Scratch;

/// The tables, by their number: the name, and the numbers of the tables that they are partitions of.
pub(crate) type Tables = BTreeMap<String, (String, Vec<String>)>;

/// The tables that are there and not new in a transaction.
pub(crate) fn tables(db: &mut Scratch) -> Result<Tables, String> {
    let all = db.query(
        "SELECT c.oid::text, c.relname::text, (SELECT string_agg(p::oid::text, ',') FROM pg_partition_ancestors(c.oid) a (p)) \
         FROM pg_class c WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace",
    )?;
    let texts = all.into_iter().map(|row| {
        let mut texts = row.into_iter().map(Option::unwrap_or_default);
        let mut next = || texts.next().unwrap_or_default();
        let (number, name, above) = (next(), next(), next());
        (
            number,
            (name, above.split(',').map(str::to_owned).collect()),
        )
    });
    Ok(texts.collect())
}

/// Whether the transaction holds no stronger lock on a table of before than its migration says. Who holds a table has its
/// partitions.
pub(crate) fn as_claimed(
    db: &mut Scratch,
    before: &Tables,
    migration: &Migration,
) -> Result<(), String> {
    let after = tables(db)?;
    let held = db.query(
        "SELECT l.relation::text, l.mode FROM pg_locks l WHERE l.locktype = 'relation' AND l.pid = pg_backend_pid()",
    )?;
    let mut wrong = BTreeSet::new();
    for row in held {
        let mut texts = row.into_iter().map(Option::unwrap_or_default);
        let mut next = || texts.next().unwrap_or_default();
        let (number, mode) = (next(), next());
        let mode = match mode.as_str() {
            "ShareLock" => LockMode::Share,
            "ShareRowExclusiveLock" | "ExclusiveLock" => LockMode::ShareRowExclusive,
            "AccessExclusiveLock" => LockMode::AccessExclusive,
            _ => continue,
        };
        let Some((name, above)) = before.get(&number) else {
            continue;
        };
        let own = above.iter().chain([&number]);
        let names = own.flat_map(|one| [before.get(one), after.get(one)]);
        let names: BTreeSet<&str> = names.flatten().map(|(name, _)| name.as_str()).collect();
        let locks = migration.ops.iter().flat_map(|op| &op.locks);
        let said = locks.filter(|lock| names.contains(lock.table.as_str()));
        if said.map(|lock| lock.mode).max() < Some(mode) {
            wrong.insert(format!("{name} is held in {mode:?}, which no op says"));
        }
    }
    if wrong.is_empty() {
        Ok(())
    } else {
        Err(wrong.into_iter().collect::<Vec<_>>().join("\n"))
    }
}
