//! An offline site about a schema: a picture of all tables, a page for each, and what the rules find.
//!
//! It is plain HTML with one style and one small script, and asks nothing of the network. Everything can be read without the
//! script; with it the picture can be moved, searched and focused. The same schema gives the same files.

mod diagram;
mod findings;
mod html;
mod names;
mod overview;
mod sections;
mod table;

use erd_core::{Engine, Finding, Schema};
use names::Names;

const STYLE: &str = include_str!("site.css");
const SCRIPT: &str = include_str!("site.js");

/// What the site is about.
#[derive(Clone, Copy, Debug)]
pub struct Site<'a> {
    /// What it is called.
    pub title: &'a str,
    /// The schema.
    pub schema: &'a Schema,
    /// What rules find in it.
    pub findings: &'a [Finding],
    /// The engines whose SQL is shown.
    pub engines: &'a [Engine],
}

/// A file of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its path below the folder of the site, with `/`.
    pub path: String,
    /// Its text.
    pub text: String,
}

impl Site<'_> {
    /// All files, `index.html` first.
    pub fn files(&self) -> Vec<File> {
        let names = Names::new(self.schema);
        let file = |path: &str, text: String| File {
            path: path.to_owned(),
            text,
        };
        let mut files = vec![
            file("index.html", overview::page(self, &names)),
            file("findings.html", findings::page(self, &names)),
            file("site.css", STYLE.to_owned()),
            file("site.js", SCRIPT.to_owned()),
        ];
        let ddl = sections::Ddl::new(self);
        for table in self.schema.walk_tables() {
            let path = format!("tables/{}", names.file(table.id()));
            files.push(file(&path, table::page(self, &names, &ddl, table)));
        }
        files
    }
}
