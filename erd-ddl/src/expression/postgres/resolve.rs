//! Which function or operator is meant: PostgreSQL's manual, 10.2 and 10.3.

use super::catalog::{Signature, catalog};

/// The type of a literal in quotes before its place decides.
pub(super) const UNKNOWN: &str = "unknown";

/// What a call comes to: the types that its arguments become, and its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Resolved {
    pub(super) params: Vec<String>,
    pub(super) result: String,
}

pub(super) fn function(name: &str, args: &[&str]) -> Option<Resolved> {
    of(catalog().functions(name), args)
}

pub(super) fn operator(name: &str, args: &[&str]) -> Option<Resolved> {
    let all = catalog().operators(name);
    // A literal is taken for what stands on the other side, where that is an operator.
    if let [a, b] = args {
        let (a, b) = match (*a == UNKNOWN, *b == UNKNOWN) {
            (true, false) => (b, b),
            (false, true) => (a, a),
            _ => (a, b),
        };
        if let Some(exact) = all
            .iter()
            .find(|s| s.params(2).is_some_and(|p| p == [*a, *b]))
        {
            return Some(Resolved {
                params: vec![(*a).to_string(), (*b).to_string()],
                result: exact.result.to_owned(),
            });
        }
    }
    of(all, args)
}

/// What all that have this name make, where it is one thing.
pub(super) fn result_of_all(name: &str) -> Option<&'static str> {
    let all = catalog().functions(name);
    let first = all.first()?.result;
    (all.iter().all(|s| s.result == first) && !first.starts_with("any")).then_some(first)
}

type Candidate = (Vec<&'static str>, &'static str);

fn of(all: &[Signature], args: &[&str]) -> Option<Resolved> {
    if args.contains(&"") {
        return None;
    }
    let candidates: Vec<Candidate> = all
        .iter()
        .filter_map(|s| Some((s.params(args.len())?, s.result)))
        .filter(|(params, _)| params.iter().zip(args).all(|(p, a)| is_taken(a, p)))
        .collect();
    let (params, result) = match candidates.iter().find(|(params, _)| params == args) {
        Some(exact) => exact.clone(),
        None => select(candidates, args)?,
    };
    concrete(&params, result, args)
}

/// Whether an argument of the one type may stand for a parameter of the other.
fn is_taken(arg: &str, param: &str) -> bool {
    if arg == UNKNOWN || arg == param {
        return true;
    }
    match param {
        "any" | "anyelement" | "anycompatible" => true,
        "anynonarray" | "anycompatiblenonarray" => !arg.ends_with(']'),
        "anyarray" | "anycompatiblearray" => arg.ends_with(']'),
        "anyenum" => !catalog().is_known(arg) && !arg.ends_with(']'),
        "anyrange" | "anycompatiblerange" => catalog().range_of(arg).is_some(),
        _ => catalog().is_implicit(arg, param),
    }
}

fn best(candidates: Vec<Candidate>, count: impl Fn(&Candidate) -> usize) -> Vec<Candidate> {
    let most = candidates.iter().map(&count).max().unwrap_or(0);
    candidates
        .into_iter()
        .filter(|c| count(c) == most)
        .collect()
}

fn select(candidates: Vec<Candidate>, args: &[&str]) -> Option<Candidate> {
    let one = |all: &[Candidate]| (all.len() == 1).then(|| all[0].clone());
    let catalog = catalog();
    let matching = |candidate: &Candidate, preferred: bool| {
        let pairs = candidate.0.iter().zip(args);
        pairs
            .filter(|(p, a)| **a != UNKNOWN && (p == a || (preferred && is_preferred(a, p))))
            .count()
    };
    if let Some(only) = one(&candidates) {
        return Some(only);
    }
    let candidates = best(candidates, |c| matching(c, false));
    if let Some(only) = one(&candidates) {
        return Some(only);
    }
    let mut candidates = best(candidates, |c| matching(c, true));
    if let Some(only) = one(&candidates) {
        return Some(only);
    }
    // What literals in quotes may be: a text before anything else, and what is preferred before what is not.
    let before = candidates.clone();
    let mut settled = true;
    for (i, _) in args.iter().enumerate().filter(|(_, a)| **a == UNKNOWN) {
        let categories: Vec<char> = before.iter().map(|c| catalog.category(c.0[i])).collect();
        let Some(category) = categories
            .iter()
            .find(|c| **c == 'S')
            .or(categories.first())
            .filter(|first| **first == 'S' || categories.iter().all(|c| c == *first))
        else {
            settled = false;
            break;
        };
        let fits = |c: &Candidate| catalog.category(c.0[i]) == *category;
        let preferred = before
            .iter()
            .any(|c| fits(c) && catalog.is_preferred(c.0[i]));
        candidates.retain(|c| fits(c) && (!preferred || catalog.is_preferred(c.0[i])));
    }
    if settled && let Some(only) = one(&candidates) {
        return Some(only);
    }
    // Literals are taken for what all others are.
    let mut known = args.iter().filter(|a| **a != UNKNOWN);
    let first = known.next()?;
    if !args.contains(&UNKNOWN) || known.any(|a| a != first) {
        return None;
    }
    let alike = |c: &Candidate| c.0.iter().all(|param| is_taken(first, param));
    let all: Vec<_> = before.into_iter().filter(alike).collect();
    one(&all)
}

fn is_preferred(arg: &str, param: &str) -> bool {
    let catalog = catalog();
    catalog.category(arg) == catalog.category(param) && catalog.is_preferred(param)
}

/// Types in place of what stands for any.
fn concrete(params: &[&str], result: &str, args: &[&str]) -> Option<Resolved> {
    let mut element: Option<String> = None;
    let mut range: Option<String> = None;
    for (param, arg) in params.iter().zip(args).filter(|(_, a)| **a != UNKNOWN) {
        let found = match param
            .trim_start_matches("anycompatible")
            .trim_start_matches("any")
        {
            "array" if param.starts_with("any") => arg.strip_suffix("[]")?.to_owned(),
            "range" if param.starts_with("any") => {
                range = Some((*arg).to_owned());
                catalog().range_of(arg)?.to_owned()
            }
            "" | "element" | "nonarray" | "enum" if param.starts_with("any") && *param != "any" => {
                (*arg).to_owned()
            }
            _ => continue,
        };
        element = Some(match element {
            Some(before) if param.starts_with("anycompatible") => common(&before, &found)?,
            Some(before) if before != found => return None,
            _ => found,
        });
    }
    let element = element.unwrap_or_else(|| "text".to_owned());
    let real = |param: &str| match param {
        "anyarray" | "anycompatiblearray" => format!("{element}[]"),
        "anyelement" | "anynonarray" | "anyenum" | "anycompatible" | "anycompatiblenonarray" => {
            element.clone()
        }
        "anyrange" | "anycompatiblerange" => range.clone().unwrap_or_default(),
        other => other.to_owned(),
    };
    let params = params.iter().zip(args).map(|(param, arg)| match *param {
        "any" if *arg == UNKNOWN => "text".to_owned(),
        "any" => (*arg).to_owned(),
        param => real(param),
    });
    Some(Resolved {
        params: params.collect(),
        result: real(result),
    })
}

/// The type that values of both types have together: the manual, 10.5.
pub(super) fn common(a: &str, b: &str) -> Option<String> {
    let catalog = catalog();
    if a == b || b == UNKNOWN || b == "null" {
        return Some(a.to_owned());
    }
    if a == UNKNOWN || a == "null" {
        return Some(b.to_owned());
    }
    if a.is_empty() || b.is_empty() || catalog.category(a) != catalog.category(b) {
        return None;
    }
    let wider = !catalog.is_preferred(a)
        && catalog.is_implicit(a, b)
        && (!catalog.is_implicit(b, a) || catalog.is_preferred(b));
    Some(if wider { b } else { a }.to_owned())
}
