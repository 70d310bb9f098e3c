//! Enums: their derives, and how native ones are read and written.

use super::markers::marker_path;
use crate::Options;
use crate::declare::Declared;
use crate::literal::put;
use erd_core::Family;
use erd_core::schema::EnumStorage;

/// The derives of an enum.
pub(crate) fn enum_derives(out: &mut String, declared: &Declared, position: usize) {
    let own = "Clone, Copy, Debug, PartialEq, Eq, Hash, erd::DbEnum";
    let sql_type = match declared.schema.enums[position].storage {
        EnumStorage::Native => marker_path(declared, &declared.enum_markers[position]),
        EnumStorage::Text => "diesel::sql_types::Text".to_owned(),
        EnumStorage::Integer => {
            put(out, format!("#[derive({own})]\n"));
            return;
        }
    };
    // All of it does not stand on one line, and without the brackets it does.
    put(
        out,
        format!("#[derive(\n    {own}, diesel::AsExpression, diesel::FromSqlRow,\n)]\n"),
    );
    put(out, format!("#[diesel(sql_type = {sql_type})]\n"));
    if declared.schema.enums[position].storage == EnumStorage::Text {
        out.push_str("#[erd(diesel)]\n");
    }
}

/// How a native enum is read and written.
pub(crate) fn enum_impls(
    out: &mut String,
    declared: &Declared,
    position: usize,
    options: &Options,
) {
    if declared.schema.enums[position].storage != EnumStorage::Native {
        return;
    }
    let name = &declared.enums[position].name;
    let (backend, value) = match options.dialect.family() {
        Family::Postgres => ("diesel::pg::Pg", "diesel::pg::PgValue"),
        Family::MySql => ("diesel::mysql::Mysql", "diesel::mysql::MysqlValue"),
        Family::Sqlite => return,
    };
    let marker = marker_path(declared, &declared.enum_markers[position]);
    let from = header("diesel::deserialize::FromSql", &marker, backend, name);
    let to = header("diesel::serialize::ToSql", &marker, backend, name);
    put(
        out,
        format!(
            r#"
{from}
    fn from_sql(bytes: {value}<'_>) -> diesel::deserialize::Result<Self> {{
        let text = std::str::from_utf8(bytes.as_bytes())?;
        erd::DbEnum::from_value(text).ok_or_else(|| format!("unknown value `{{text}}`").into())
    }}
}}

{to}
    fn to_sql<'b>(
        &'b self,
        out: &mut diesel::serialize::Output<'b, '_, {backend}>,
    ) -> diesel::serialize::Result {{
        std::io::Write::write_all(out, erd::DbEnum::value(self).as_bytes())?;
        Ok(diesel::serialize::IsNull::No)
    }}
}}
"#
        ),
    );
}

/// `impl Trait<marker, backend> for name {`, over as many lines as rustfmt has it on.
fn header(conversion: &str, marker: &str, backend: &str, name: &str) -> String {
    let fits = |line: &str| line.chars().count() <= 100;
    let what = format!("{conversion}<{marker}, {backend}>");
    let forms = [
        format!("impl {what} for {name} {{"),
        format!("impl {what}\n    for {name}\n{{"),
        format!("impl\n    {what}\n    for {name}\n{{"),
    ];
    let form = forms.into_iter().find(|form| form.lines().all(fits));
    form.unwrap_or_else(|| {
        format!(
            "impl\n    {conversion}<\n        {marker},\n        {backend},\n    > for {name}\n{{"
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_is_laid_out_as_rustfmt_lays_it_out() {
        let of = |name: &str| {
            let marker = format!("crate::models::sql_types::{name}");
            let header = header(
                "diesel::deserialize::FromSql",
                &marker,
                "diesel::pg::Pg",
                name,
            );
            header.lines().map(str::len).collect::<Vec<_>>()
        };
        assert_eq!(of("Tone"), [92]);
        assert_eq!(of(&"N".repeat(23)), [100, 31, 1]);
        assert_eq!(of(&"N".repeat(24)), [4, 100, 32, 1]);
        assert_eq!(of(&"N".repeat(25)), [4, 33, 60, 23, 35, 1]);
    }
}
