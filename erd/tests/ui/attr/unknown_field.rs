#[derive(erd::Entity)]
#[erd(primary_key(id, lineno), index(titel), unique(id; include(nte)), soft_delete(deleted))]
pub struct Line {
    pub id: i64,
    pub line_no: i64,
    pub title: i64,
    pub note: i64,
}

fn main() {}
