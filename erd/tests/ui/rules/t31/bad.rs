#[derive(erd::Entity)]
#[erd(
    check(positive_amount = "amuont > 0"),
    index(paid_at; where = "payed_at IS NOT NULL"),
    unique(expr("lower(refrence)"))
)]
pub struct Payment {
    #[erd(primary_key, identity)]
    pub id: i64,
    pub amount: i64,
    #[erd(generated = "amount * factor")]
    pub total: i64,
    pub paid_at: Option<i64>,
    pub reference: String,
    #[erd(column = "kind_of", check = "kind <> ''")]
    pub kind: String,
}

fn main() {}
