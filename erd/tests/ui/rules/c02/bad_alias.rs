type Parent = Folder;

#[derive(erd::Entity)]
pub struct Folder {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(references(Parent, on_delete = restrict), index)]
    pub parent_id: i64,
}

fn main() {}
