//! What reading a plan gathers beside the items themselves: mistakes, figures,
//! and every name used that must turn out to exist.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use huigu_quantity::Period;

use crate::figure::Figure;
use crate::mistake::{At, Report, Source};
use crate::quantity::Want;
use crate::subject::Subject;

/// A plan (or a setting) while it is read.
#[derive(Debug)]
pub(crate) struct Draft<'s> {
    pub report: Report<'s>,
    pub validity: Cell<Period>,
    pub figures: RefCell<BTreeMap<String, Figure>>,
    /// Paths that are another name of a figure.
    pub aliases: RefCell<BTreeMap<String, String>>,
    pub uses: RefCell<Vec<Use>>,
}

/// Whose figures and conditions are being read.
#[derive(Debug, Clone)]
pub(crate) struct Owner {
    pub id: String,
    pub clause: String,
    pub validity: Period,
}

/// A name used at a place.
#[derive(Debug, Clone)]
pub(crate) enum Use {
    /// A named filter, for loans or whatever is counted; inside another named
    /// filter the subject is not known yet.
    Filter { id: String, subject: Option<Subject>, at: At },
    /// A product.
    Product { id: String, at: At },
    /// A clause.
    Clause { id: String, at: At },
    /// A unit that supplies data.
    Source { id: String, at: At },
    /// A responsible unit.
    Unit { id: String, at: At },
    /// A figure of another item.
    Figure { path: String, want: Want, at: At },
    /// A measure that pays a fixed sum each: its conditions must hold first-time.
    FirstTime { measure: String, at: At },
    /// A reading that a field or filter follows, and the words it may choose
    /// there; `whole`: every one of the words must be a choice.
    Reading { id: String, words: Vec<String>, whole: bool, at: At },
}

impl<'s> Draft<'s> {
    pub fn on(sources: &'s [Source], validity: Period) -> Self {
        Self {
            report: Report::on(sources),
            validity: Cell::new(validity),
            figures: RefCell::default(),
            aliases: RefCell::default(),
            uses: RefCell::default(),
        }
    }

    pub fn needs(&self, used: Use) {
        self.uses.borrow_mut().push(used);
    }

    pub fn owner(&self, id: &str, clause: &str) -> Owner {
        Owner { id: id.to_owned(), clause: clause.to_owned(), validity: self.validity.get() }
    }
}
