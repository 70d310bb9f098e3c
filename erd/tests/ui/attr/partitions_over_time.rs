//! Partitions that come and go with time.

use chrono::{DateTime, NaiveDate, Utc};

#[derive(erd::Entity)]
#[erd(primary_key(id, at), partition_by(range(at), every = "monthly", retain = "0 days"))]
struct NoInterval { id: i64, at: DateTime<Utc> }

#[derive(erd::Entity)]
#[erd(primary_key(id, at), partition_by(list(at), every = "1 month"))]
struct ByList { id: i64, at: DateTime<Utc> }

#[derive(erd::Entity)]
#[erd(partition_by(hash(id), count = 4, every = "1 month"))]
struct ByHash { #[erd(primary_key)] id: i64 }

#[derive(erd::Entity)]
#[erd(primary_key(id, at), partition_by(range(at), default, retain = "13 months", archive))]
struct WithoutEvery { id: i64, at: DateTime<Utc> }

#[derive(erd::Entity)]
#[erd(primary_key(id, at), partition_by(range(at), every = "1 month", retain = "2 weeks"))]
struct TooShort { id: i64, at: DateTime<Utc> }

#[derive(erd::Entity)]
#[erd(primary_key(id, day), partition_by(range(day), every = "6 hours"))]
struct HoursOfDays { id: i64, day: NaiveDate }

#[derive(erd::Entity)]
#[erd(partition_by(range(id), every = "1 month"))]
struct NoTime { #[erd(primary_key)] id: i64 }

#[derive(erd::Entity)]
#[erd(primary_key(id, at), partition_by(range(at, id), every = "1 month"))]
struct TwoFields { id: i64, at: DateTime<Utc> }

#[derive(erd::Entity)]
#[erd(primary_key(id, at), partition_by(range(at), key = "date_trunc('day', at)", every = "1 month"))]
struct OddKey { id: i64, at: DateTime<Utc> }

#[derive(erd::Entity)]
#[erd(
    primary_key(id, at),
    partition_by(range(at), every = "1 month", partition("events_old", "FOR VALUES FROM (MINVALUE) TO ('2026-01-01')"))
)]
struct Stated { id: i64, at: DateTime<Utc> }

#[derive(erd::Entity)]
#[erd(primary_key(id, at), retain("90 days"), partition_by(range(at), every = "1 month", retain = "13 months"))]
struct Contradicts { id: i64, #[erd(created_at)] at: DateTime<Utc> }

#[derive(erd::Entity)]
#[erd(
    primary_key(id, at),
    retain(forever, reason = "the law says so"),
    partition_by(range(at), every = "1 month", retain = "13 months")
)]
struct ForEver { id: i64, at: DateTime<Utc> }

#[derive(erd::Entity)]
#[erd(primary_key(id, at), partition_by(range(at), every = "1 month", archive))]
struct NeverOver { id: i64, at: DateTime<Utc> }

fn main() {}
