//! Pictures in pages.

use crate::Site;
use crate::names::Names;
use erd_core::schema::TableId;
use erd_diagram::{Diagram, Selection, Svg, View};
use std::collections::BTreeMap;

/// The picture of some tables, in which each leads to its page.
pub(crate) fn picture(
    site: &Site<'_>,
    names: &Names,
    selection: &Selection<'_>,
    (title, up): (&str, &str),
) -> String {
    let view = View::default();
    let links = (0..site.schema.tables.len()).map(TableId);
    let links: BTreeMap<TableId, String> = links
        .map(|id| (id, format!("{up}{}", names.file(id))))
        .collect();
    let how = Svg {
        title: title.to_owned(),
        links,
        ..Svg::default()
    };
    Diagram::new(selection, &view).svg(&how)
}
