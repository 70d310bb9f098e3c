#[derive(erd::Entity)]
#[erd(access(contains(body)), index(body))]
pub struct Post {
    #[erd(primary_key, identity)]
    pub id: i64,
    pub body: String,
}

fn main() {}
