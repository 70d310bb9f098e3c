//! A small shop. Its tables are the structs in [`models`]; nothing else says what the database looks like.

pub mod models;

erd::schema! {
    /// The shop's schema. Entities are listed by path, so that diesel's tables are found beside them.
    #[erd(diesel)]
    pub Shop {
        models::Customer,
        models::Category,
        models::Product,
        models::ProductCategory,
        models::Order,
        models::OrderLine,
    }
}
