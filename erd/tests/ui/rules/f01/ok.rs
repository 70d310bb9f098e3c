#[derive(erd::Entity)]
pub struct Customer {
    #[erd(primary_key, identity)]
    pub id: i64,
}

/// Covered by an index of its own, by the primary key, by a unique key, by a longer index, by a partial index on
/// `IS NOT NULL`, by a hash index.
#[derive(erd::Entity)]
#[erd(primary_key(a, id), unique(b), index(c, id), index(d; where = "d IS NOT NULL"), index(e; using = hash))]
pub struct Order {
    pub id: i64,
    #[erd(references(Customer, on_delete = restrict))]
    pub a: i64,
    #[erd(references(Customer, on_delete = restrict))]
    pub b: i64,
    #[erd(references(Customer, on_delete = restrict))]
    pub c: i64,
    #[erd(references(Customer, on_delete = restrict))]
    pub d: Option<i64>,
    #[erd(references(Customer, on_delete = restrict))]
    pub e: i64,
    #[erd(references(Customer, on_delete = restrict), index)]
    pub f: i64,
    #[erd(references(Customer, on_delete = restrict), allow(fk_without_index, reason = "customers are never deleted"))]
    pub g: i64,
}

fn main() {}
