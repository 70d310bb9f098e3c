//! What a run shows while it works: a line that changes on a terminal, lines that stay elsewhere.

use crate::output::{self, TITLE};
use erd_history::run::Event;
use indicatif::{ProgressBar, ProgressStyle};
use std::io::IsTerminal;
use std::time::Duration;

/// Shows events.
pub(super) struct Progress {
    bar: Option<ProgressBar>,
    verb: &'static str,
    total: usize,
}

impl Progress {
    /// `verb` says what is done to a migration: `applied`.
    pub(super) fn new(verb: &'static str) -> Self {
        let bar = std::io::stderr().is_terminal().then(|| {
            let bar = ProgressBar::new_spinner();
            // The template is fixed, and one that does not parse leaves the default.
            if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} ({elapsed})") {
                bar.set_style(style);
            }
            bar.enable_steady_tick(Duration::from_millis(120));
            bar
        });
        Self {
            bar,
            verb,
            total: 0,
        }
    }

    /// Shows one event.
    pub(super) fn show(&mut self, event: Event<'_>) {
        match event {
            Event::Waited => self.line("another run has ended; going on"),
            Event::Adopted { name, replaced } => self.line(&format!(
                "noted {TITLE}{name}{TITLE:#}: the {replaced} migrations that it stands for are applied"
            )),
            Event::Migration {
                name,
                statements,
                done,
            } => {
                self.total = statements;
                if done > 0 {
                    self.line(&format!("{name} goes on after statement {done}"));
                }
            }
            Event::Statement { ordinal, sql } => {
                if let Some(bar) = &self.bar {
                    let first = sql.lines().next().unwrap_or_default();
                    bar.set_message(format!("{ordinal}/{}: {first}", self.total));
                }
            }
            Event::Retry { attempt, message } => {
                self.line(&format!("no lock ({message}); try {attempt}"));
            }
            Event::Done { name } => self.line(&format!("{} {TITLE}{name}{TITLE:#}", self.verb)),
        }
    }

    fn line(&self, text: &str) {
        match &self.bar {
            Some(bar) => bar.suspend(|| output::note(text)),
            None => output::note(text),
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
