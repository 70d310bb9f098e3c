#[derive(erd::Entity)]
pub struct Comment {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(max_len = 20)]
    pub subject_type: String,
    #[erd(allow(polymorphic_association, reason = "anything can be commented on"))]
    pub subject_id: i64,
}

fn main() {}
