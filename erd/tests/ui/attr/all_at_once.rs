//! One struct, four faults of the schema: all of them are reported.
#[derive(erd::Entity)]
pub struct Line {
    pub id: Option<i64>,
    #[erd(references(Line, on_delete = set_null))]
    pub parent: i64,
    #[erd(index(name = "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"))]
    pub title: i64,
}

fn main() {}
