#[derive(erd::Entity)]
#[erd(table = "a_table_with_a_rather_long_name_that_people_do_write", index(a_rather_long_column_name, another_long_name))]
pub struct Book {
    #[erd(primary_key, identity)]
    pub id: i64,
    pub a_rather_long_column_name: i64,
    pub another_long_name: i64,
}

fn main() {}
