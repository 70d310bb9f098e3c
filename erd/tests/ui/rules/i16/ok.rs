#[derive(erd::Entity)]
#[erd(access(contains(body)), index(body; using = fulltext))]
pub struct Post {
    #[erd(primary_key, identity)]
    pub id: i64,
    pub body: String,
}

#[derive(erd::Entity)]
#[erd(access(by(author), contains(body)), index(body opclass("gin_trgm_ops"); using = gin))]
pub struct Remark {
    #[erd(primary_key, identity)]
    pub id: i64,
    pub author: i64,
    pub body: String,
}

fn main() {}
