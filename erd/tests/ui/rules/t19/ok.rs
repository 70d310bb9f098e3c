#[derive(erd::Entity)]
pub struct File {
    #[erd(primary_key, identity)]
    pub id: i64,
    pub body: Vec<u8>,
}

fn main() {}
