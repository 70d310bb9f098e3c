//! The entities.

mod catalogue;
mod customer;
mod order;

pub use catalogue::*;
pub use customer::*;
pub use order::*;

// `schema!` allows the pairs that a foreign key joins; these meet in joins of three and four tables.
diesel::allow_tables_to_appear_in_same_query!(products, categories);
diesel::allow_tables_to_appear_in_same_query!(customers, order_lines);
diesel::allow_tables_to_appear_in_same_query!(customers, products);
diesel::allow_tables_to_appear_in_same_query!(orders, products);
