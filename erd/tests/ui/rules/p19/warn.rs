#![deny(deprecated)]

#[derive(erd::Entity)]
#[erd(partition_by(range(score), default), primary_key(id, score))]
pub struct Reading {
    pub id: i64,
    pub score: f64,
}

fn main() {}
