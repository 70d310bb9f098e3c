struct Money;

#[derive(erd::Entity)]
struct Invoice {
    #[erd(primary_key)]
    id: i64,
    amounts: Vec<Money>,
    small: Vec<u16>,
}

fn main() {}
