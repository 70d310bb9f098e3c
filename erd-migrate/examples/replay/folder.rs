//! Migration folders in the layouts of diesel (`NAME/up.sql`) and sqlx (`NAME.sql`, or `NAME.up.sql` with
//! `NAME.down.sql`).

use std::fs;
use std::path::Path;

pub(crate) struct Migration {
    /// As the record names it: the folder, or the file.
    pub(crate) name: String,
    pub(crate) up: String,
    pub(crate) down: Option<String>,
    pub(crate) in_transaction: bool,
}

/// The migrations in the order in which they run.
pub(crate) fn read(folder: &Path) -> Result<Vec<Migration>, String> {
    let told = |error: std::io::Error| format!("{}: {error}", folder.display());
    let mut migrations = Vec::new();
    for entry in fs::read_dir(folder).map_err(told)? {
        let path = entry.map_err(told)?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let text = |path: &Path| {
            fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
        };
        let optional = |path: &Path| path.exists().then(|| text(path)).transpose();
        if path.join("up.sql").exists() {
            let settings = optional(&path.join("metadata.toml"))?.unwrap_or_default();
            let alone = settings
                .lines()
                .any(|line| line.replace(' ', "") == "run_in_transaction=false");
            migrations.push(Migration {
                up: text(&path.join("up.sql"))?,
                down: optional(&path.join("down.sql"))?,
                in_transaction: !alone,
                name: name.into_owned(),
            });
        } else if let Some(stem) = name.strip_suffix(".sql")
            && stem.starts_with(|c: char| c.is_ascii_digit())
            && stem.strip_suffix(".down").is_none()
        {
            let up = text(&path)?;
            let down = stem.strip_suffix(".up").map(|s| format!("{s}.down.sql"));
            migrations.push(Migration {
                down: down.map_or(Ok(None), |down| optional(&path.with_file_name(down)))?,
                in_transaction: !up.starts_with("-- no-transaction"),
                up,
                name: name.into_owned(),
            });
        }
    }
    // Runners order by version, which is what stands before the first `_`, without diesel's dashes.
    let version = |m: &Migration| m.name.split('_').next().unwrap_or("").replace('-', "");
    migrations.sort_by_key(|m| (version(m), m.name.clone()));
    Ok(migrations)
}

/// Whether a file holds nothing but comments.
pub(crate) fn is_empty(text: &str) -> bool {
    text.lines()
        .map(str::trim)
        .all(|line| line.is_empty() || line.starts_with("--"))
}
