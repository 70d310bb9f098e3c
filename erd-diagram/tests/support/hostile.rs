//! Names and comments that break out of every language that does not take care.

use crate::support::{column, references, table, unique};
use erd_core::Scalar;
use erd_core::schema::{Column, EnumStorage, EnumType, Schema, Table, TableId, Target, Type};

/// One text for each way to break out, each put at every place.
const TEXTS: [&str; 12] = [
    "quote\" 'and\" ''' `tick`",
    "<script>alert(1)</script> &amp; &#34; <b>",
    "\u{5e9}\u{5dc}\u{5d5}\u{5dd} \u{202e}right to left\u{202c}",
    "\u{1f980} emoji und größe 名前",
    "two\nlines\r\nand\ttab",
    "back\\slash\\n \\\" \\",
    "{braces} [brackets] (parens) | pipe }",
    "$dollar ${sub} %percent%date() %%{init}%% #hash; //c /*c*/ --c",
    "~tilde~ *star* **bold** _u_ __uu__ :colon; ==x== @enduml !include",
    "end",
    "label",
    "a.b.c -> d",
];

/// Tables that are called so, and whose columns, types, values, groups and comments are; each references the next.
pub(crate) fn hostile() -> Schema {
    let long = ["n".repeat(63), "\u{e9}".repeat(64)];
    let texts: Vec<&str> = TEXTS
        .into_iter()
        .chain(long.iter().map(String::as_str))
        .collect();
    let mut schema = Schema::default();
    for (at, text) in texts.iter().enumerate() {
        schema.enums.push(EnumType {
            renamed_values: Vec::new(),
            schema: None,
            comment: None,
            name: format!("type {text}"),
            values: vec![(*text).to_owned(), "x".into()],
            storage: EnumStorage::Native,
        });
        schema
            .tables
            .push(hostile_table(text, TableId((at + 1) % texts.len())));
    }
    schema
}

fn hostile_table(text: &str, next: TableId) -> Table {
    let mut named = column(text, Scalar::Text);
    named.comment = Some(text.into());
    let valued = Column::new("v", Type::Enum(format!("type {text}")));
    let link = column(&format!("link {text}"), Scalar::I64);
    let mut table = table(
        text,
        vec![column("id", Scalar::I64), named, valued, link],
        &[0],
    );
    table.schema = Some(format!("group {text}"));
    table.comment = Some(text.into());
    unique(&mut table, &[1]);
    references(&mut table, &[3], Target::Table(next));
    table
}
