#[derive(erd::Entity)]
#[erd(tabel = "orders", primary_kye(id))]
pub struct Order {
    #[erd(refrences(Customer))]
    pub id: i64,
    #[erd(references(Order, on_delte = restrict))]
    pub a: i64,
    #[erd(references(Order, on_delete = casacde))]
    pub b: i64,
    #[erd(table = "x")]
    pub c: i64,
    #[erd(created_at(by = triger))]
    pub d: i64,
}

fn main() {}
