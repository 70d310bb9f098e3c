#[derive(erd::Entity)]
#[erd(
    access(by(titel)),
    access(limit),
    access(by(id), sort(id)),
    access(range(id, title)),
    access(by(id), live),
    retain("soon"),
    retain(forever),
    rows = "many",
    partition_by(premake = 3),
    shard_by(id),
    reference_table,
    tenant(nobody)
)]
pub struct Line {
    #[erd(primary_key, bounded(10))]
    pub id: i64,
    #[erd(money = "yes", copied_from(Line), references(Line, on_soft_delete = vanish, index))]
    pub title: i64,
}

#[derive(erd::OneOf)]
pub enum Owner {
    #[erd(references(Line))]
    One(i64),
}

#[derive(erd::OneOf)]
pub enum Reader {
    Line(i64),
    #[erd(references(Line))]
    Nothing,
}

fn main() {}
