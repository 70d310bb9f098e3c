#[derive(erd::Entity)]
#[erd(ephemeral, options(engine = "MEMORY"))]
pub struct Cart {
    #[erd(primary_key)]
    pub id: i64,
}

#[derive(erd::Entity)]
#[erd(options(engine = "InnoDB"))]
pub struct Order {
    #[erd(primary_key, identity)]
    pub id: i64,
}

fn main() {}
