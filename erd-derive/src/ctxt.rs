//! Collects errors, so that a user sees all of a struct's mistakes at once.

use proc_macro2::{Span, TokenStream};
use std::cell::RefCell;
use std::fmt::Display;

/// Errors met so far. Dropping one without [`Ctxt::finish`] is a bug in this crate, and caught in debug builds.
#[derive(Debug)]
pub(crate) struct Ctxt {
    errors: RefCell<Option<Vec<syn::Error>>>,
}

impl Ctxt {
    pub(crate) const fn new() -> Self {
        Self {
            errors: RefCell::new(Some(Vec::new())),
        }
    }

    /// A collector for a first try: what it collects is not reported.
    pub(crate) const fn silent() -> Self {
        Self {
            errors: RefCell::new(None),
        }
    }

    /// Records a mistake at `span`.
    pub(crate) fn error(&self, span: Span, message: impl Display) {
        self.push(syn::Error::new(span, message));
    }

    /// Records an error of the parser.
    pub(crate) fn push(&self, error: syn::Error) {
        if let Some(errors) = self.errors.borrow_mut().as_mut() {
            errors.push(error);
        }
    }

    /// Does `work`; each mistake that it records shows `form` as well, a form of the attribute that is right, unless it has it.
    pub(crate) fn showing(&self, form: &str, work: impl FnOnce()) {
        let count = || self.errors.borrow().as_ref().map_or(0, Vec::len);
        let before = count();
        work();
        let mut errors = self.errors.borrow_mut();
        let new = errors.iter_mut().flatten().skip(before);
        for error in new.filter(|_| !form.is_empty()) {
            let message = error.to_string();
            if !message.contains(&format!("`{form}`")) {
                let text = format!("{message}\nthe form is `{form}`");
                *error = syn::Error::new(error.span(), text);
            }
        }
    }

    /// The messages so far.
    #[cfg(test)]
    pub(crate) fn take(&self) -> Vec<String> {
        let errors = self.errors.borrow_mut().take().unwrap_or_default();
        errors.iter().map(ToString::to_string).collect()
    }

    /// The value, or `None` after recording the error.
    pub(crate) fn ok<T>(&self, result: syn::Result<T>) -> Option<T> {
        result.map_err(|error| self.push(error)).ok()
    }

    /// Whether nothing was recorded.
    pub(crate) fn is_clean(&self) -> bool {
        self.errors.borrow().as_ref().is_none_or(Vec::is_empty)
    }

    /// The recorded errors as `compile_error!` items.
    pub(crate) fn finish(self) -> TokenStream {
        let errors = self.errors.borrow_mut().take().unwrap_or_default();
        errors.iter().map(syn::Error::to_compile_error).collect()
    }
}

impl Drop for Ctxt {
    fn drop(&mut self) {
        debug_assert!(
            std::thread::panicking() || self.errors.borrow().is_none(),
            "errors of a declaration were never reported"
        );
    }
}
