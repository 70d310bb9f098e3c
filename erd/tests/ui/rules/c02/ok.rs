#[derive(erd::Entity)]
pub struct Folder {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(references(Self, on_delete = restrict), index)]
    pub parent_id: Option<i64>,
}

fn main() {}
