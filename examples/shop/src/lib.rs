//! A small shop. Its tables are the structs in [`models`]; nothing else says what the database looks like.

pub mod models;

use erd::diagram::{Diagram, Level, Selection, Svg, View};

/// The picture in the README, as the source of an SVG file.
pub fn picture() -> String {
    let schema = Shop::schema();
    let view = View {
        level: Level::Logical,
        ..View::default()
    };
    let how = Svg {
        title: "The schema of the shop".to_owned(),
        ..Svg::default()
    };
    Diagram::new(&Selection::all(&schema), &view).svg(&how)
}

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
