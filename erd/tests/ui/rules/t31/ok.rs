#![deny(deprecated)]

#[derive(erd::Entity)]
#[erd(
    check(positive_amount = "amount > 0"),
    check(known(postgres = "num_nonnulls(payments.*) > 1", sqlite = "total >= amount"))
)]
pub struct Payment {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(check = "amount BETWEEN 1 AND 1000000 AND trim(both from reference) <> ''")]
    pub amount: i64,
    #[erd(generated = "amount * 2")]
    pub total: i64,
    #[erd(max_len = 40)]
    pub reference: String,
}

fn main() {}
