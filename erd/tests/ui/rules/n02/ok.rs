#[derive(erd::Entity)]
#[erd(index(a; name = "an_index_whose_name_has_exactly_sixty_three_characters_aaaaaaaa"), index(b; name = "an_index_whose_name_has_exactly_sixty_three_characters_bbbbbbbb"))]
pub struct Book {
    #[erd(primary_key, identity)]
    pub id: i64,
    pub a: i32,
    pub b: i32,
}

erd::schema! { Library { Book } }

fn main() {}
