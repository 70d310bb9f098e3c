/// MySQL keeps 64 characters and PostgreSQL 63 bytes; both names are cut to one.
#[derive(erd::Entity)]
#[erd(index(a; name = "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxa"), index(b; name = "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxb"))]
pub struct Wide {
    #[erd(primary_key)]
    pub id: i64,
    pub a: i64,
    pub b: i64,
}

erd::schema! { pub Only { Wide } }

fn main() {}
