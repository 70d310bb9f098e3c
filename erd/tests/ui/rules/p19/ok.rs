#![deny(deprecated)]

#[derive(erd::Entity)]
#[erd(partition_by(range(day), default), primary_key(id, day))]
pub struct Reading {
    pub id: i64,
    pub day: i32,
}

fn main() {}
